import {
  CreateRepositoryCommand,
  ECRClient,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
} from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ecr } from "#collectors/services/ecr/ecr.ts";
import { ecs } from "#collectors/services/ecs/ecs.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { defaultNetwork } from "./testing/default-network.ts";
import { makeRole } from "./testing/make-role.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };
const account = "123456789012";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
});
afterAll(() => bench?.close());

test("containers: a service's definition is read through it, and one that nobody uses is not", async () => {
  const client = new ECSClient(place);
  const { subnets, group } = await defaultNetwork(place);
  const taskRoleArn = await makeRole(place, "orders");
  await client.send(new CreateClusterCommand({ clusterName: "main" }));
  const register = async (family: string) => {
    const made = await client.send(
      new RegisterTaskDefinitionCommand({
        family,
        taskRoleArn,
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [
          {
            name: "app",
            image: "orders:1",
            memory: 512,
            privileged: true,
            readonlyRootFilesystem: true,
            environment: [{ name: "API_TOKEN", value: "sw0rdfish" }],
            secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/db" }],
          },
        ],
      }),
    );
    return given(made.taskDefinition?.taskDefinitionArn, "taskDefinitionArn");
  };
  const used = await register("orders");
  await register("unused");
  await client.send(
    new CreateServiceCommand({
      cluster: "main",
      serviceName: "web",
      taskDefinition: used,
      desiredCount: 0,
      launchType: "FARGATE",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: subnets.toReversed(),
          securityGroups: [group],
          assignPublicIp: "ENABLED",
        },
      },
    }),
  );
  // Otherwise moto stops a task as soon as somebody looks at it.
  await fetch(`${process.env["AWS_ENDPOINT_URL"]}/moto-api/state-manager/set-transition`, {
    method: "POST",
    body: JSON.stringify({ model_name: "ecs::task", transition: { progression: "manual", times: 9 } }),
  });
  const { tasks } = await client.send(
    new RunTaskCommand({
      cluster: "main",
      taskDefinition: await register("migration"),
      launchType: "FARGATE",
      overrides: { taskRoleArn },
      networkConfiguration: {
        awsvpcConfiguration: { subnets: subnets.slice(0, 1), securityGroups: [group] },
      },
    }),
  );
  const taskArn = given(tasks?.[0]?.taskArn, "taskArn");

  expect(outcomes(await bench.collect(ecs, region))).toEqual({
    "ecs.cluster": "complete",
    "ecs.task": "complete",
    "ecs.service": "complete",
    "ecs.task-definition": "complete",
  });
  const clusterArn = `arn:aws:ecs:us-east-1:${account}:cluster/main`;
  expect([...(await bench.stored("ecs.cluster"))]).toEqual([
    [
      clusterArn,
      { name: "main", status: "ACTIVE", containerInsights: "disabled", executeCommandLogging: null },
    ],
  ]);
  expect([...(await bench.stored("ecs.service"))]).toEqual([
    [
      `arn:aws:ecs:us-east-1:${account}:service/main/web`,
      {
        name: "web",
        clusterArn,
        taskDefinitionArn: used,
        launchType: "FARGATE",
        assignsPublicIp: true,
        subnetIds: subnets,
        securityGroupIds: [group],
        targetGroupArns: [],
      },
    ],
  ]);
  const running = await bench.stored("ecs.task");
  expect([...running.keys()]).toEqual([taskArn]);
  expect(running.get(taskArn)).toMatchObject({
    clusterArn,
    taskDefinitionArn: `arn:aws:ecs:us-east-1:${account}:task-definition/migration:1`,
    launchType: "FARGATE",
    taskRoleArn,
    subnetIds: subnets.slice(0, 1),
  });
  expect(running.get(taskArn)?.networkInterfaceIds).toHaveLength(1);
  const definitions = await bench.stored("ecs.task-definition");
  expect(definitions.has(`arn:aws:ecs:us-east-1:${account}:task-definition/migration:1`)).toBe(true);
  expect([...definitions].filter(([arn]) => !arn.includes("migration"))).toEqual([
    [
      `arn:aws:ecs:us-east-1:${account}:task-definition/orders:1`,
      {
        family: "orders",
        revision: 1,
        taskRoleArn,
        executionRoleArn: null,
        networkMode: "awsvpc",
        pidMode: null,
        requiresCompatibilities: ["FARGATE"],
        containers: [
          {
            name: "app",
            image: "orders:1",
            privileged: true,
            user: null,
            readonlyRootFilesystem: true,
            addedCapabilities: [],
            variableNames: ["API_TOKEN"],
            secretNames: ["DB_PASSWORD"],
            environmentFiles: [],
          },
        ],
        secrets: [
          {
            type: "named-like-a-secret",
            place: "containerDefinitions.app.environment.API_TOKEN",
            sha256: "5e99c6ba39fd3c3368f027d2fa17c5b667b042e5ee9d496d51e4aa69ce859d66",
          },
        ],
      },
    ],
  ]);
});

test("repositories: tags, scans and the policy as it is", async () => {
  const client = new ECRClient(place);
  const policyText = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Pull", Effect: "Allow", Principal: "*", Action: ["ecr:BatchGetImage"] }],
  });
  await client.send(
    new CreateRepositoryCommand({
      repositoryName: "prod/web",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
    }),
  );
  await client.send(new CreateRepositoryCommand({ repositoryName: "tools" }));
  await client.send(new SetRepositoryPolicyCommand({ repositoryName: "tools", policyText }));
  await client.send(
    new PutRegistryScanningConfigurationCommand({
      scanType: "BASIC",
      rules: [
        {
          scanFrequency: "SCAN_ON_PUSH",
          repositoryFilters: [
            { filter: "tools", filterType: "WILDCARD" },
            { filter: "prod/*", filterType: "WILDCARD" },
          ],
        },
      ],
    }),
  );
  expect(outcomes(await bench.collect(ecr, region))).toEqual({
    "ecr.repository": "complete",
    "ecr.repository-policy": "complete",
    "ecr.registry-scanning": "complete",
  });
  const arn = (name: string) => `arn:aws:ecr:us-east-1:${account}:repository/${name}`;
  const usual = { tagExclusions: [], encryptionType: "AES256", kmsKey: null };
  expect(await bench.stored("ecr.repository")).toEqual(
    new Map([
      [arn("prod/web"), { ...usual, name: "prod/web", tagMutability: "IMMUTABLE", scanOnPush: true }],
      [arn("tools"), { ...usual, name: "tools", tagMutability: "MUTABLE", scanOnPush: false }],
    ]),
  );
  const policies = await bench.stored("ecr.repository-policy");
  expect(policies.get(arn("prod/web"))).toEqual({ document: null });
  expect(JSON.parse(policies.get(arn("tools"))?.document ?? "")).toEqual(JSON.parse(policyText));
  expect([...(await bench.stored("ecr.registry-scanning"))]).toEqual([
    [
      "region/us-east-1",
      { scanType: "BASIC", rules: [{ frequency: "SCAN_ON_PUSH", filters: ["prod/*", "tools"] }] },
    ],
  ]);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
