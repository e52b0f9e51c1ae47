import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, arn, fact, policyDocument, region, strangerId } from "./facts.ts";

/** A fact that another account shares: its ARN names that account. */
export function sharedBy<F extends Fact>(shared: F, owner: string = strangerId): F {
  return { ...shared, resourceId: shared.resourceId.replace(accountId, owner) };
}

export function vpc(id: string, over: Partial<PayloadOf<"ec2.vpc">> = {}): Fact<"ec2.vpc"> {
  return fact("ec2.vpc", arn.ec2(`vpc/${id}`), {
    id,
    isDefault: false,
    ownerId: accountId,
    ipv4Cidrs: ["10.0.0.0/16"],
    ipv6Cidrs: [],
    ...over,
  });
}

export function subnet(id: string, over: Partial<PayloadOf<"ec2.subnet">> = {}): Fact<"ec2.subnet"> {
  return fact("ec2.subnet", arn.ec2(`subnet/${id}`), {
    id,
    vpcId: "vpc-1",
    ownerId: accountId,
    availabilityZone: `${region}a`,
    ipv4Cidr: "10.0.0.0/24",
    mapPublicIpOnLaunch: false,
    ...over,
  });
}

export function flowLog(watchedId: string, over: Partial<PayloadOf<"ec2.flow-log">> = {}) {
  return fact("ec2.flow-log", arn.ec2(`vpc-flow-log/fl-${watchedId}`), {
    id: `fl-${watchedId}`,
    watchedId,
    status: "ACTIVE",
    trafficType: "ALL",
    destinationType: "s3",
    ...over,
  });
}

export function networkAcl(
  id: string,
  entries: PayloadOf<"ec2.network-acl">["entries"],
  subnetIds: string[] = ["subnet-1"],
): Fact<"ec2.network-acl"> {
  return fact("ec2.network-acl", arn.ec2(`network-acl/${id}`), {
    id,
    vpcId: "vpc-1",
    isDefault: false,
    subnetIds,
    entries,
  });
}

export function aclEntry(over: Partial<PayloadOf<"ec2.network-acl">["entries"][0]> = {}) {
  return {
    egress: false,
    ruleNumber: 100,
    action: "allow" as const,
    protocol: "-1",
    cidr: "0.0.0.0/0",
    fromPort: null,
    toPort: null,
    ...over,
  };
}

const everything = policyDocument({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });

/** An endpoint of a service of AWS by its short name, with AWS's default policy. */
export function vpcEndpoint(service: string, over: Partial<PayloadOf<"ec2.vpc-endpoint">> = {}) {
  return fact("ec2.vpc-endpoint", arn.ec2(`vpc-endpoint/vpce-${service}`), {
    id: `vpce-${service}`,
    vpcId: "vpc-1",
    serviceName: `com.amazonaws.${region}.${service}`,
    type: "Gateway",
    state: "available",
    policy: everything,
    ...over,
  });
}

export function endpointService(over: Partial<PayloadOf<"ec2.endpoint-service">> = {}) {
  return fact("ec2.endpoint-service", arn.ec2("vpc-endpoint-service/vpce-svc-1"), {
    id: "vpce-svc-1",
    name: "",
    types: ["Interface"],
    acceptanceRequired: false,
    allowedPrincipals: [],
    loadBalancerArns: [],
    ...over,
  });
}

export function database(name: string, over: Partial<PayloadOf<"rds.instance">> = {}): Fact<"rds.instance"> {
  return fact("rds.instance", `arn:aws:rds:${region}:${accountId}:db:${name}`, {
    name,
    engine: "postgres",
    engineVersion: "16.4",
    status: "available",
    publiclyAccessible: false,
    encrypted: true,
    kmsKeyId: null,
    port: 5432,
    vpcId: "vpc-1",
    subnetIds: [],
    securityGroupIds: [],
    iamAuthentication: false,
    clusterName: null,
    multiAz: false,
    deletionProtection: false,
    ...over,
  });
}

export function warehouse(name: string, over: Partial<PayloadOf<"redshift.cluster">> = {}) {
  return fact("redshift.cluster", `arn:aws:redshift:${region}:${accountId}:cluster:${name}`, {
    name,
    status: "available",
    publiclyAccessible: false,
    encrypted: true,
    kmsKeyId: null,
    enhancedVpcRouting: false,
    port: 5439,
    vpcId: "vpc-1",
    subnetGroupName: null,
    securityGroupIds: [],
    ...over,
  });
}
