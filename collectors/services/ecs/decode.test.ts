import { expect, test } from "vitest";
import { kinds } from "#lib/inventory/kinds.ts";
import { decodeCluster, decodeService, decodeTask, decodeTaskDefinition } from "./decode.ts";

test("a cluster without settings has no Container Insights", () => {
  const base = { clusterName: "default", status: "ACTIVE" };
  expect(decodeCluster(base)).toEqual({
    name: "default",
    status: "ACTIVE",
    containerInsights: "disabled",
    executeCommandLogging: null,
  });
  const settings = [{ name: "containerInsights" as const, value: "enhanced" }];
  expect(decodeCluster({ ...base, settings }).containerInsights).toBe("enhanced");
});

/** After the example of https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const task = {
  taskArn: "arn:aws:ecs:us-east-1:012345678910:task/default/0cbe1a2b",
  clusterArn: "arn:aws:ecs:us-east-1:012345678910:cluster/default",
  taskDefinitionArn: "arn:aws:ecs:us-east-1:012345678910:task-definition/sample-fargate:2",
  group: "family:sample-fargate",
  launchType: "FARGATE" as const,
  lastStatus: "RUNNING",
  attachments: [
    {
      type: "ElasticNetworkInterface",
      status: "ATTACHED",
      details: [
        { name: "subnetId", value: "subnet-0d0eab1bb3" },
        { name: "networkInterfaceId", value: "eni-0fa40520aeEXAMPLE" },
        { name: "macAddress", value: "0e:89:76:28:07:b3" },
        { name: "privateIPv4Address", value: "10.0.0.108" },
      ],
    },
    { type: "AmazonElasticBlockStorage", details: [{ name: "subnetId", value: "not-of-a-network" }] },
  ],
  overrides: { containerOverrides: [] },
};

test("a task's network stands in its attachments, and no role of its own is none", () => {
  expect(decodeTask(task)).toEqual({
    clusterArn: "arn:aws:ecs:us-east-1:012345678910:cluster/default",
    taskDefinitionArn: "arn:aws:ecs:us-east-1:012345678910:task-definition/sample-fargate:2",
    launchType: "FARGATE",
    group: "family:sample-fargate",
    taskRoleArn: null,
    networkInterfaceIds: ["eni-0fa40520aeEXAMPLE"],
    subnetIds: ["subnet-0d0eab1bb3"],
  });
  const taskRoleArn = "arn:aws:iam::012345678910:role/migration";
  expect(decodeTask({ ...task, overrides: { taskRoleArn } }).taskRoleArn).toBe(taskRoleArn);
});

test("a service without a network of its own gives no public address", () => {
  const service = { serviceName: "web", clusterArn: task.clusterArn, taskDefinition: task.taskDefinitionArn };
  expect(decodeService(service)).toMatchObject({
    assignsPublicIp: false,
    subnetIds: [],
    targetGroupArns: [],
  });
  const awsvpcConfiguration = { subnets: ["subnet-2", "subnet-1"], assignPublicIp: "ENABLED" as const };
  expect(decodeService({ ...service, networkConfiguration: { awsvpcConfiguration } })).toMatchObject({
    assignsPublicIp: true,
    subnetIds: ["subnet-1", "subnet-2"],
  });
});

test("a task definition tells its containers' secrets by place, and keeps no value", async () => {
  const decoded = await decodeTaskDefinition({
    family: "orders",
    revision: 7,
    taskRoleArn: "",
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: [
      {
        name: "sidecar",
        image: "envoy",
        privileged: true,
        linuxParameters: { capabilities: { add: ["SYS_PTRACE"] } },
      },
      {
        name: "app",
        image: "orders:7",
        environment: [
          { name: "STAGE", value: "prod" },
          { name: "API_TOKEN", value: "sw0rdfish" },
        ],
        secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm:us-east-1:012345678910:parameter/db" }],
        environmentFiles: [{ type: "s3", value: "arn:aws:s3:::orders/app.env" }],
      },
    ],
  });
  expect(decoded).toMatchObject({
    taskRoleArn: null,
    containers: [
      {
        name: "app",
        privileged: false,
        variableNames: ["API_TOKEN", "STAGE"],
        secretNames: ["DB_PASSWORD"],
        environmentFiles: ["arn:aws:s3:::orders/app.env"],
      },
      { name: "sidecar", privileged: true, addedCapabilities: ["SYS_PTRACE"], variableNames: [] },
    ],
    secrets: [{ type: "named-like-a-secret", place: "containerDefinitions.app.environment.API_TOKEN" }],
  });
  expect(JSON.stringify(decoded)).not.toMatch(/sw0rdfish|parameter\/db/);
  expect(kinds["ecs.task-definition"].schema.parse(decoded)).toEqual(decoded);
});
