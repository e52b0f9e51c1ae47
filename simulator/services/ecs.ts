import type * as api from "@aws-sdk/client-ecs";
import * as sdk from "@aws-sdk/client-ecs";
import { instant } from "../model/calendar.ts";
import {
  containersOf,
  type EcsCluster,
  type ServiceModel,
  type TaskDefinitionModel,
  type TaskModel,
} from "../model/containers.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const clustersOf = ({ world, account, region }: CallContext) => containersOf(world, account, region).clusters;

function find(name: string | undefined, context: CallContext): EcsCluster {
  const wanted = name ?? "default";
  const found = clustersOf(context).find((each) => each.arn === wanted || each.name === wanted);
  if (found === undefined) throw new ApiError("ClusterNotFoundException", 400, "Cluster not found.");
  return found;
}

interface PageInput {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

function page<T>(all: readonly T[], input: PageInput, scope: string) {
  const request = { token: input.nextToken, size: input.maxResults, largest: 100, usual: 10 };
  const invalid = "InvalidParameterException";
  return paginate(all, { ...request, invalidToken: invalid, scope }, invalid);
}

function atMost(given: readonly string[] | undefined, largest: number, what: string): readonly string[] {
  if (given !== undefined && given.length > 0 && given.length <= largest) return given;
  const message = given?.length ? `${what} cannot be longer than ${largest}.` : `${what} cannot be empty.`;
  throw new ApiError("InvalidParameterException", 400, message);
}

/** What was found by ARN, and a failure for each that was not. */
function pick<T extends { readonly arn: string }>(all: readonly T[], arns: readonly string[]) {
  const found = arns.map((arn) => all.find((each) => each.arn === arn));
  const failures: api.Failure[] = arns
    .filter((_, index) => found[index] === undefined)
    .map((arn) => ({ arn, reason: "MISSING" }));
  return { found: found.filter((each) => each !== undefined), failures };
}

function clusterShape({ arn, name, insights, services, tasks }: EcsCluster): api.Cluster {
  return {
    clusterArn: arn,
    clusterName: name,
    status: "ACTIVE",
    activeServicesCount: services.length,
    runningTasksCount: tasks.length,
    settings: [{ name: "containerInsights", value: insights ? "enabled" : "disabled" }],
    configuration: { executeCommandConfiguration: { logging: "DEFAULT" } },
  };
}

function serviceShape(cluster: EcsCluster, service: ServiceModel): api.Service {
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    status: "ACTIVE",
    launchType: service.definition.fargate ? "FARGATE" : "EC2",
    taskDefinition: service.definition.arn,
    desiredCount: 2,
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: service.subnetIds,
        securityGroups: service.groupIds,
        assignPublicIp: service.publicIp ? "ENABLED" : "DISABLED",
      },
    },
    loadBalancers: [],
  };
}

function taskShape(cluster: EcsCluster, task: TaskModel, { world }: CallContext): api.Task {
  const detail = (name: string, value: string) => ({ name, value });
  return {
    taskArn: task.arn,
    clusterArn: cluster.arn,
    taskDefinitionArn: task.definition.arn,
    group: task.group,
    launchType: task.definition.fargate ? "FARGATE" : "EC2",
    desiredStatus: "RUNNING",
    lastStatus: task.lastStatus,
    startedAt: instant(world.day, 600),
    overrides: { taskRoleArn: task.overrideRoleArn, containerOverrides: [] },
    attachments: [
      {
        id: task.arn.slice(-12),
        type: "ElasticNetworkInterface",
        status: "ATTACHED",
        details: [
          detail("subnetId", task.subnetId),
          detail("networkInterfaceId", task.networkInterfaceId),
          detail("privateIPv4Address", "10.0.100.17"),
        ],
      },
    ],
  };
}

function definitionShape(
  definition: TaskDefinitionModel,
  { account, region }: CallContext,
): api.TaskDefinition {
  const { family, arn } = definition;
  const registry = `${account.id}.dkr.ecr.${region}.amazonaws.com`;
  const environment = Object.entries(definition.variables).map(([name, value]) => ({ name, value }));
  return {
    taskDefinitionArn: arn,
    family,
    revision: definition.revision,
    status: "ACTIVE",
    taskRoleArn: definition.roleArn,
    executionRoleArn: `arn:aws:iam::${account.id}:role/task-execution`,
    networkMode: "awsvpc",
    requiresCompatibilities: [definition.fargate ? "FARGATE" : "EC2"],
    containerDefinitions: [
      { name: "proxy", image: "public.ecr.aws/docker/library/envoy:1.31", essential: true, environment: [] },
      {
        name: "app",
        image: `${registry}/${family}:v${definition.revision}`,
        essential: true,
        environment,
        secrets: [
          { name: "SESSION_KEY", valueFrom: `arn:aws:ssm:${region}:${account.id}:parameter/session-key` },
        ],
        privileged: definition.privileged,
        readonlyRootFilesystem: definition.hardened,
        user: definition.hardened ? "1000" : undefined,
        linuxParameters: definition.capabilities.length
          ? { capabilities: { add: [...definition.capabilities] } }
          : undefined,
      },
    ],
  };
}

export const ecs: Service = {
  name: "ecs",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    ListClusters(input: api.ListClustersRequest, context): api.ListClustersResponse {
      const scope = `clusters/${context.account.id}/${context.region}`;
      const { items, next } = page(clustersOf(context), input, scope);
      return { clusterArns: items.map(({ arn }) => arn), nextToken: next };
    },
    DescribeClusters(input: api.DescribeClustersRequest, context): api.DescribeClustersResponse {
      const arns = atMost(input.clusters, 100, "Clusters");
      const { found, failures } = pick(clustersOf(context), arns);
      return { clusters: found.map(clusterShape), failures };
    },
    ListServices(input: api.ListServicesRequest, context): api.ListServicesResponse {
      const cluster = find(input.cluster, context);
      const { items, next } = page(cluster.services, input, `services/${cluster.arn}`);
      return { serviceArns: items.map(({ arn }) => arn), nextToken: next };
    },
    DescribeServices(input: api.DescribeServicesRequest, context): api.DescribeServicesResponse {
      const cluster = find(input.cluster, context);
      const { found, failures } = pick(cluster.services, atMost(input.services, 10, "Services"));
      return { services: found.map((each) => serviceShape(cluster, each)), failures };
    },
    ListTasks(input: api.ListTasksRequest, context): api.ListTasksResponse {
      const cluster = find(input.cluster, context);
      const { items, next } = page(cluster.tasks, input, `tasks/${cluster.arn}`);
      return { taskArns: items.map(({ arn }) => arn), nextToken: next };
    },
    DescribeTasks(input: api.DescribeTasksRequest, context): api.DescribeTasksResponse {
      const cluster = find(input.cluster, context);
      const { found, failures } = pick(cluster.tasks, atMost(input.tasks, 100, "Tasks"));
      return { tasks: found.map((each) => taskShape(cluster, each, context)), failures };
    },
    DescribeTaskDefinition(
      input: api.DescribeTaskDefinitionRequest,
      context,
    ): api.DescribeTaskDefinitionResponse {
      const used = clustersOf(context).flatMap(({ services, tasks }) =>
        [...services, ...tasks].map(({ definition }) => definition),
      );
      const definition = used.find(({ arn }) => arn === input.taskDefinition);
      if (definition === undefined)
        throw new ApiError("ClientException", 400, "Unable to describe task definition.");
      return { taskDefinition: definitionShape(definition, context) };
    },
  },
};
