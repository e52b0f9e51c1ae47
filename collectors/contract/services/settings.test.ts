import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  ModifyVpcEndpointServicePermissionsCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ec2Configuration } from "#collectors/services/ec2/ec2-configuration.ts";
import { ssm } from "#collectors/services/ssm/ssm.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { defaultNetwork } from "./testing/default-network.ts";
import { only } from "./testing/only.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };
const account = "123456789012";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
});
afterAll(() => bench?.close());

test("parameters: their kind and key, never a value", async () => {
  const client = new SSMClient(place);
  const Value = "never-to-be-stored";
  await client.send(new PutParameterCommand({ Name: "/orders/db-password", Type: "String", Value }));
  await client.send(new PutParameterCommand({ Name: "token", Type: "SecureString", Value }));
  const result = await bench.collect(only(ssm, "ssm.parameter"), region);
  expect(outcomes(result)).toEqual({ "ssm.parameter": "complete" });
  const arn = (name: string) => `arn:aws:ssm:us-east-1:${account}:parameter/${name}`;
  expect(await bench.stored("ssm.parameter")).toEqual(
    new Map([
      [
        arn("orders/db-password"),
        { name: "/orders/db-password", type: "String", tier: "Standard", keyId: null },
      ],
      [arn("token"), { name: "token", type: "SecureString", tier: "Standard", keyId: "alias/aws/ssm" }],
    ]),
  );
});

test("EC2's settings: the default versions of templates, encryption, and who may connect to a service", async () => {
  const client = new EC2Client(place);
  const { LaunchTemplate } = await client.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: "web",
      LaunchTemplateData: {
        ImageId: "ami-12345678",
        MetadataOptions: { HttpTokens: "optional", HttpEndpoint: "enabled" },
        UserData: Buffer.from("#!/bin/bash\nexport API_TOKEN=sw0rdfish\n").toString("base64"),
        SecurityGroupIds: ["sg-2", "sg-1"],
      },
    }),
  );
  const id = given(LaunchTemplate?.LaunchTemplateId, "LaunchTemplateId");
  await client.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId: id,
      LaunchTemplateData: { MetadataOptions: { HttpTokens: "required" } },
    }),
  );
  await client.send(new EnableEbsEncryptionByDefaultCommand({}));
  const { subnets } = await defaultNetwork(place);
  const balancers = await new ElasticLoadBalancingV2Client(place).send(
    new CreateLoadBalancerCommand({ Name: "inner", Type: "network", Scheme: "internal", Subnets: subnets }),
  );
  const loadBalancerArn = given(balancers.LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn");
  const { ServiceConfiguration } = await client.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [loadBalancerArn],
      AcceptanceRequired: true,
    }),
  );
  const ServiceId = given(ServiceConfiguration?.ServiceId, "ServiceId");
  await client.send(
    new ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: ["*"] }),
  );

  const served = [
    "ec2.launch-template",
    "ec2.ebs-encryption-default",
    "ec2.endpoint-service",
    "ec2.public-image",
    "ec2.transit-gateway-attachment",
  ] as const;
  const result = await bench.collect(only(ec2Configuration, ...served), region);
  expect(outcomes(result)).toEqual(Object.fromEntries(served.map((kind) => [kind, "complete"])));
  expect([...(await bench.stored("ec2.launch-template"))]).toEqual([
    [
      `arn:aws:ec2:us-east-1:${account}:launch-template/${id}`,
      {
        id,
        name: "web",
        version: 1,
        httpTokens: "optional",
        httpEndpoint: "enabled",
        imageId: "ami-12345678",
        instanceProfile: null,
        securityGroupIds: ["sg-1", "sg-2"],
        assignsPublicIp: null,
        secrets: [
          {
            type: "named-like-a-secret",
            place: "UserData line 2",
            // printf sw0rdfish | sha256sum
            sha256: "5e99c6ba39fd3c3368f027d2fa17c5b667b042e5ee9d496d51e4aa69ce859d66",
          },
        ],
      },
    ],
  ]);
  expect([...(await bench.stored("ec2.ebs-encryption-default"))]).toEqual([
    ["region/us-east-1", { enabled: true }],
  ]);
  expect([...(await bench.stored("ec2.endpoint-service"))]).toEqual([
    [
      `arn:aws:ec2:us-east-1:${account}:vpc-endpoint-service/${ServiceId}`,
      {
        id: ServiceId,
        name: `com.amazonaws.vpce.us-east-1.${ServiceId}`,
        types: ["Interface"],
        acceptanceRequired: true,
        allowedPrincipals: ["*"],
        loadBalancerArns: [loadBalancerArn],
      },
    ],
  ]);
  // None of the images that moto has from the start is the account's own.
  expect((await bench.stored("ec2.public-image")).size).toBe(0);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
