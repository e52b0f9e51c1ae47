import { CreateClusterCommand, EKSClient } from "@aws-sdk/client-eks";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eks } from "#collectors/services/eks/eks.ts";
import { lambda } from "#collectors/services/lambda/lambda.ts";
import { expectProven } from "../expect-proven.ts";
import { makeRole } from "./testing/make-role.ts";
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

test("functions: variables by name, what is secret by place, and the policy as it is", async () => {
  const client = new LambdaClient(place);
  const Role = await makeRole(place, "functions");
  const base = {
    Role,
    Runtime: "python3.13" as const,
    Handler: "index.handler",
    Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
  };
  const Variables = { STAGE: "prod", DB_PASSWORD: "sw0rdfish", TOKEN_URL: "https://login.example.com" };
  await client.send(new CreateFunctionCommand({ ...base, FunctionName: "open", Environment: { Variables } }));
  await client.send(new CreateFunctionCommand({ ...base, FunctionName: "bare" }));
  await client.send(
    new AddPermissionCommand({
      FunctionName: "open",
      StatementId: "everybody",
      Action: "lambda:InvokeFunction",
      Principal: "*",
    }),
  );

  const result = await bench.collect(only(lambda, "lambda.function", "lambda.function-policy"), region);
  expect(outcomes(result)).toEqual({
    "lambda.function": "complete",
    "lambda.function-policy": "complete",
  });
  const arn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const functions = await bench.stored("lambda.function");
  const usual = {
    runtime: "python3.13",
    packageType: "Zip",
    roleArn: Role,
    vpcId: null,
    subnetIds: [],
    securityGroupIds: [],
    kmsKeyArn: null,
  };
  expect(functions).toEqual(
    new Map([
      [
        arn("open"),
        {
          ...usual,
          name: "open",
          variableNames: ["DB_PASSWORD", "STAGE", "TOKEN_URL"],
          secrets: [
            {
              type: "named-like-a-secret",
              place: "Environment.Variables.DB_PASSWORD",
              // printf sw0rdfish | sha256sum
              sha256: "5e99c6ba39fd3c3368f027d2fa17c5b667b042e5ee9d496d51e4aa69ce859d66",
            },
          ],
        },
      ],
      [arn("bare"), { ...usual, name: "bare", variableNames: [], secrets: [] }],
    ]),
  );
  const policies = await bench.stored("lambda.function-policy");
  expect(policies.get(arn("bare"))).toEqual({ document: null });
  expect(JSON.parse(policies.get(arn("open"))?.document ?? "")).toMatchObject({
    Statement: [{ Sid: "everybody", Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction" }],
  });
});

test("clusters of Kubernetes: endpoint, logs and the key of secrets", async () => {
  const roleArn = await makeRole(place, "kubernetes");
  await new EKSClient(place).send(
    new CreateClusterCommand({
      name: "platform",
      version: "1.33",
      roleArn,
      resourcesVpcConfig: {
        subnetIds: ["subnet-2", "subnet-1"],
        endpointPublicAccess: true,
        endpointPrivateAccess: false,
        publicAccessCidrs: ["203.0.113.0/24"],
      },
      logging: { clusterLogging: [{ types: ["audit", "api"], enabled: true }] },
      encryptionConfig: [
        { resources: ["secrets"], provider: { keyArn: `arn:aws:kms:us-east-1:${account}:key/k` } },
      ],
    }),
  );
  const result = await bench.collect(only(eks, "eks.cluster"), region);
  expect(outcomes(result)).toEqual({ "eks.cluster": "complete" });
  const clusters = await bench.stored("eks.cluster");
  const cluster = clusters.get(`arn:aws:eks:us-east-1:${account}:cluster/platform`);
  expect(clusters.size).toBe(1);
  expect(cluster).toMatchObject({
    name: "platform",
    version: "1.33",
    roleArn,
    subnetIds: ["subnet-1", "subnet-2"],
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: ["203.0.113.0/24"],
    logTypes: ["api", "audit"],
    secretsKeyArn: `arn:aws:kms:us-east-1:${account}:key/k`,
  });
  expect(cluster?.oidcIssuer).toMatch(/^https:\/\/oidc\.eks\.us-east-1\.amazonaws\.com\/id\//);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
