import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
  paginateListTasks,
} from "@aws-sdk/client-ecs";
import { batches } from "#collectors/runtime/batches.ts";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, type Emission, factRead } from "#collectors/runtime/define.ts";
import { decodeCluster, decodeService, decodeTask, decodeTaskDefinition } from "./decode.ts";

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html: every read is refilled with
 * at least 20 a second, into buckets of 50 at least.
 */
const budgets = { "*": { rate: 10, burst: 25 } };

const emptyWithout = ["AWS::ECS::Cluster"];
const pageSize = 100;
/** The most services that one call describes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const servicesAtOnce = 10;

async function* tasksOf(client: ECSClient, cluster: string): AsyncGenerator<Emission<"ecs.task">> {
  for await (const page of paginateListTasks({ client, pageSize }, { cluster, desiredStatus: "RUNNING" })) {
    const tasks = page.taskArns ?? [];
    if (tasks.length === 0) continue;
    const answer = await client.send(new DescribeTasksCommand({ cluster, tasks }));
    for (const task of answer.tasks ?? [])
      if (need(task.lastStatus, "DescribeTasks task.lastStatus") === "RUNNING")
        yield {
          kind: "ecs.task",
          resourceId: need(task.taskArn, "DescribeTasks task.taskArn"),
          payload: decodeTask(task),
        };
  }
}

async function* servicesOf(client: ECSClient, cluster: string): AsyncGenerator<Emission<"ecs.service">> {
  for await (const page of paginateListServices({ client, pageSize }, { cluster }))
    for (const services of batches(page.serviceArns ?? [], servicesAtOnce)) {
      const answer = await client.send(new DescribeServicesCommand({ cluster, services }));
      for (const service of answer.services ?? [])
        yield {
          kind: "ecs.service",
          resourceId: need(service.serviceArn, "DescribeServices service.serviceArn"),
          payload: decodeService(service),
        };
    }
}

async function contentOf(client: ECSClient, cluster: string) {
  const content: Emission<"ecs.task" | "ecs.service">[] = [];
  for await (const task of tasksOf(client, cluster)) content.push(task);
  for await (const service of servicesOf(client, cluster)) content.push(service);
  return content;
}

/** In one read, because tasks and services are asked for by cluster and definitions are found through both. */
const clusters = factRead({
  yields: ["ecs.cluster", "ecs.task", "ecs.service"],
  operations: [
    "ecs:ListClusters",
    "ecs:DescribeClusters",
    "ecs:ListTasks",
    "ecs:DescribeTasks",
    "ecs:ListServices",
    "ecs:DescribeServices",
  ],
  emptyWithout,
  async *collect(context) {
    const client = context.client(ECSClient);
    const arns: string[] = [];
    for await (const page of paginateListClusters({ client, pageSize }, {})) {
      const listed = page.clusterArns ?? [];
      if (listed.length === 0) continue;
      const answer = await client.send(
        new DescribeClustersCommand({ clusters: listed, include: ["SETTINGS", "CONFIGURATIONS"] }),
      );
      for (const cluster of answer.clusters ?? []) {
        const resourceId = need(cluster.clusterArn, "DescribeClusters cluster.clusterArn");
        arns.push(resourceId);
        yield { kind: "ecs.cluster", resourceId, payload: decodeCluster(cluster) };
      }
    }
    const contents = context.each(
      arns,
      { resourceId: (arn) => arn, gone: ["ClusterNotFoundException"] },
      (arn) => contentOf(client, arn),
    );
    for await (const content of contents) yield* content;
  },
});

const taskDefinitions = factRead({
  yields: ["ecs.task-definition"],
  operations: ["ecs:DescribeTaskDefinition"],
  needs: ["ecs.task", "ecs.service"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(ECSClient);
    const used = [...context.needed("ecs.task"), ...context.needed("ecs.service")];
    const arns = sorted(new Set(used.map(({ payload }) => payload.taskDefinitionArn ?? undefined)));
    yield* context.each(arns, { resourceId: (arn) => arn }, async (arn) => {
      const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
      const definition = need(answer.taskDefinition, "DescribeTaskDefinition taskDefinition");
      return {
        kind: "ecs.task-definition",
        resourceId: arn,
        payload: await decodeTaskDefinition(definition),
      };
    });
  },
});

export const ecs = defineCollector({
  service: "ecs",
  scope: "regional",
  budgets,
  reads: [clusters, taskDefinitions],
});
