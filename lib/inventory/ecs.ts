import { z } from "zod";
import { secretSighting } from "./secret.ts";

/** Resource id: the cluster's ARN. */
export const cluster = z.strictObject({
  name: z.string(),
  status: z.string(),
  /** `enabled`, `enhanced` or `disabled`. */
  containerInsights: z.string(),
  /** How `execute-command` sessions are logged; null where the cluster says nothing. */
  executeCommandLogging: z.string().nullable(),
});

/** Resource id: the service's ARN. */
export const service = z.strictObject({
  name: z.string(),
  clusterArn: z.string(),
  taskDefinitionArn: z.string().nullable(),
  launchType: z.string().nullable(),
  assignsPublicIp: z.boolean(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  targetGroupArns: z.array(z.string()),
});

/** Resource id: the task's ARN. Running tasks only: they come and go, and each is a resource of its own. */
export const task = z.strictObject({
  clusterArn: z.string(),
  taskDefinitionArn: z.string(),
  launchType: z.string().nullable(),
  /** `service:<name>` for a task of a service, else what it was started with. */
  group: z.string().nullable(),
  /** The role it was started with in place of its definition's. */
  taskRoleArn: z.string().nullable(),
  networkInterfaceIds: z.array(z.string()),
  subnetIds: z.array(z.string()),
});

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  privileged: z.boolean(),
  user: z.string().nullable(),
  readonlyRootFilesystem: z.boolean(),
  /** Linux capabilities that are added to the usual ones. */
  addedCapabilities: z.array(z.string()),
  /** Names only; their values are searched for secrets and dropped. */
  variableNames: z.array(z.string()),
  /** Names of variables that ECS fills from Secrets Manager or Parameter Store. */
  secretNames: z.array(z.string()),
  /** ARNs of files in S3 that hold more variables, which are not read. */
  environmentFiles: z.array(z.string()),
});

/** Resource id: the definition's ARN, with its revision. Only definitions that a task or service uses. */
export const taskDefinition = z.strictObject({
  family: z.string(),
  revision: z.int(),
  taskRoleArn: z.string().nullable(),
  executionRoleArn: z.string().nullable(),
  networkMode: z.string().nullable(),
  pidMode: z.string().nullable(),
  requiresCompatibilities: z.array(z.string()),
  containers: z.array(container),
  /** Among the plain variables of its containers. */
  secrets: z.array(secretSighting),
});
