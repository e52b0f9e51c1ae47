import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import type { SecretSighting } from "#lib/inventory/secret.ts";
import { accountId, arn, fact, region } from "./facts.ts";

export const workloadArn = {
  lambda: (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`,
  ecs: (rest: string) => `arn:aws:ecs:${region}:${accountId}:${rest}`,
  ecr: (name: string) => `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
  eks: (name: string) => `arn:aws:eks:${region}:${accountId}:cluster/${name}`,
  template: arn.ec2("launch-template/lt-1"),
  definition: `arn:aws:ecs:${region}:${accountId}:task-definition/orders:7`,
};

export function sighting(type: string, place = "Environment.Variables.X"): SecretSighting {
  return { type, place, sha256: "0".repeat(64) };
}

export function lambdaFunction(
  name: string,
  over: Partial<PayloadOf<"lambda.function">> = {},
  where: string = region,
): Fact<"lambda.function"> {
  const id = workloadArn.lambda(name).replace(region, where);
  const payload = {
    name,
    runtime: "nodejs24.x",
    packageType: "Zip",
    roleArn: arn.iam(`role/${name}`),
    vpcId: null,
    subnetIds: [],
    securityGroupIds: [],
    variableNames: ["STAGE"],
    secrets: [],
    kmsKeyArn: null,
    ...over,
  };
  return fact("lambda.function", id, payload, where);
}

export function launchTemplate(
  over: Partial<PayloadOf<"ec2.launch-template">> = {},
): Fact<"ec2.launch-template"> {
  return fact("ec2.launch-template", workloadArn.template, {
    id: "lt-1",
    name: "web",
    version: 3,
    httpTokens: "required",
    httpEndpoint: "enabled",
    imageId: null,
    instanceProfile: null,
    securityGroupIds: [],
    assignsPublicIp: null,
    secrets: [],
    ...over,
  });
}

export function container(
  name: string,
  over: Partial<PayloadOf<"ecs.task-definition">["containers"][0]> = {},
) {
  return {
    name,
    image: `${name}:1`,
    privileged: false,
    user: null,
    readonlyRootFilesystem: false,
    addedCapabilities: [],
    variableNames: [],
    secretNames: [],
    environmentFiles: [],
    ...over,
  };
}

export function taskDefinition(
  over: Partial<PayloadOf<"ecs.task-definition">> = {},
): Fact<"ecs.task-definition"> {
  return fact("ecs.task-definition", workloadArn.definition, {
    family: "orders",
    revision: 7,
    taskRoleArn: arn.iam("role/orders"),
    executionRoleArn: null,
    networkMode: "awsvpc",
    pidMode: null,
    requiresCompatibilities: [],
    containers: [container("app")],
    secrets: [],
    ...over,
  });
}

export function task(id: string, over: Partial<PayloadOf<"ecs.task">> = {}): Fact<"ecs.task"> {
  return fact("ecs.task", workloadArn.ecs(`task/main/${id}`), {
    clusterArn: workloadArn.ecs("cluster/main"),
    taskDefinitionArn: workloadArn.definition,
    launchType: "FARGATE",
    group: "family:orders",
    taskRoleArn: null,
    networkInterfaceIds: [],
    subnetIds: [],
    ...over,
  });
}

export function repository(name: string, over: Partial<PayloadOf<"ecr.repository">> = {}) {
  return fact("ecr.repository", workloadArn.ecr(name), {
    name,
    tagMutability: "IMMUTABLE",
    tagExclusions: [],
    scanOnPush: false,
    encryptionType: "AES256",
    kmsKey: null,
    ...over,
  });
}

export function registryScanning(over: Partial<PayloadOf<"ecr.registry-scanning">> = {}) {
  return fact("ecr.registry-scanning", `region/${region}`, { scanType: "BASIC", rules: [], ...over });
}

export const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/ABC";

export function eksCluster(name: string, over: Partial<PayloadOf<"eks.cluster">> = {}) {
  return fact("eks.cluster", workloadArn.eks(name), {
    name,
    version: "1.34",
    roleArn: null,
    vpcId: "vpc-1",
    subnetIds: [],
    securityGroupIds: [],
    endpointPublicAccess: false,
    endpointPrivateAccess: true,
    publicAccessCidrs: [],
    oidcIssuer: `https://${issuer}`,
    logTypes: [],
    secretsKeyArn: null,
    ...over,
  });
}

export function role(name: string, over: Partial<PayloadOf<"iam.role">> = {}): Fact<"iam.role"> {
  const id = arn.iam(`role/${name}`);
  return fact("iam.role", id, {
    arn: id,
    name,
    id: "AROAEXAMPLE",
    path: "/",
    createdAt: "2025-01-01T00:00:00Z",
    trustPolicy: "{}",
    attachedPolicyArns: [],
    boundaryArn: null,
    lastUsedOn: null,
    ...over,
  });
}

/** A managed policy; an inline one with the principal it stands in. */
export function policy(
  name: string,
  document: string,
  principalArn: string | null = null,
): Fact<"iam.policy"> {
  const id = principalArn === null ? arn.iam(`policy/${name}`) : `${principalArn}#${name}`;
  return fact("iam.policy", id, {
    name,
    type: principalArn === null ? "customer" : "inline",
    document,
    attachmentCount: 1,
    principalArn,
  });
}
