import type { Cluster, ContainerDefinition, Service, Task, TaskDefinition } from "@aws-sdk/client-ecs";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { findSecretsInVariables } from "#collectors/runtime/secrets.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

export function decodeCluster(cluster: Cluster): PayloadOf<"ecs.cluster"> {
  const insights = cluster.settings?.find(({ name }) => name === "containerInsights");
  return {
    name: need(cluster.clusterName, "DescribeClusters cluster.clusterName"),
    status: need(cluster.status, "DescribeClusters cluster.status"),
    containerInsights: insights?.value ?? "disabled",
    executeCommandLogging: cluster.configuration?.executeCommandConfiguration?.logging ?? null,
  };
}

export function decodeService(service: Service): PayloadOf<"ecs.service"> {
  const network = service.networkConfiguration?.awsvpcConfiguration;
  return {
    name: need(service.serviceName, "DescribeServices service.serviceName"),
    clusterArn: need(service.clusterArn, "DescribeServices service.clusterArn"),
    taskDefinitionArn: service.taskDefinition ?? null,
    launchType: service.launchType ?? null,
    assignsPublicIp: network?.assignPublicIp === "ENABLED",
    subnetIds: sorted(network?.subnets ?? []),
    securityGroupIds: sorted(network?.securityGroups ?? []),
    targetGroupArns: sorted((service.loadBalancers ?? []).map((balancer) => balancer.targetGroupArn)),
  };
}

/** Its network interfaces stand in attachments, as names and values. */
export function decodeTask(task: Task): PayloadOf<"ecs.task"> {
  const details = (task.attachments ?? [])
    .filter(({ type }) => type === "ElasticNetworkInterface")
    .flatMap((attachment) => attachment.details ?? []);
  const valuesOf = (name: string) =>
    sorted(details.filter((each) => each.name === name).map((each) => each.value));
  return {
    clusterArn: need(task.clusterArn, "DescribeTasks task.clusterArn"),
    taskDefinitionArn: need(task.taskDefinitionArn, "DescribeTasks task.taskDefinitionArn"),
    launchType: task.launchType ?? null,
    group: task.group ?? null,
    taskRoleArn: task.overrides?.taskRoleArn ?? null,
    networkInterfaceIds: valuesOf("networkInterfaceId"),
    subnetIds: valuesOf("subnetId"),
  };
}

function decodeContainer(container: ContainerDefinition) {
  return {
    name: need(container.name, "TaskDefinition.containerDefinitions[].name"),
    image: container.image ?? "",
    privileged: container.privileged ?? false,
    user: container.user ?? null,
    readonlyRootFilesystem: container.readonlyRootFilesystem ?? false,
    addedCapabilities: sorted(container.linuxParameters?.capabilities?.add ?? []),
    variableNames: sorted((container.environment ?? []).map(({ name }) => name)),
    secretNames: sorted((container.secrets ?? []).map(({ name }) => name)),
    environmentFiles: sorted((container.environmentFiles ?? []).map(({ value }) => value)),
  };
}

/** A definition without the values of its containers' variables. */
export async function decodeTaskDefinition(
  definition: TaskDefinition,
): Promise<PayloadOf<"ecs.task-definition">> {
  const containers = definition.containerDefinitions ?? [];
  const sightings = await Promise.all(
    containers.map(({ name, environment = [] }) =>
      findSecretsInVariables(
        `containerDefinitions.${name}.environment`,
        Object.fromEntries(environment.map((each) => [each.name ?? "", each.value ?? ""])),
      ),
    ),
  );
  return {
    family: need(definition.family, "DescribeTaskDefinition taskDefinition.family"),
    revision: need(definition.revision, "DescribeTaskDefinition taskDefinition.revision"),
    taskRoleArn: definition.taskRoleArn || null,
    executionRoleArn: definition.executionRoleArn || null,
    networkMode: definition.networkMode ?? null,
    pidMode: definition.pidMode ?? null,
    requiresCompatibilities: sorted(definition.requiresCompatibilities ?? []),
    containers: containers.map(decodeContainer).sort((a, b) => (a.name < b.name ? -1 : 1)),
    secrets: sightings.flat().sort((a, b) => (a.place < b.place ? -1 : 1)),
  };
}
