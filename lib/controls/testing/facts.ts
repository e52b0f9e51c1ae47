import { type Fact, type FactKind, globalRegion, type PayloadOf, scopeOf } from "#lib/inventory/kinds.ts";

export const accountId = "111122223333";
export const managementId = "999900001111";
export const strangerId = "444455556666";
export const organizationId = "o-exampleorg1";
export const region = "eu-central-1";
/** Noon, so that a rule on days that rounds the wrong way shows. */
export const asOf = new Date("2026-06-15T12:00:00Z");

/** The day that many days before `asOf`, as facts write days. */
export function daysAgo(days: number): string {
  return new Date(asOf.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

export function fact<K extends FactKind>(
  kind: K,
  resourceId: string,
  payload: PayloadOf<K>,
  where: string = region,
): Fact<K> {
  const regional = scopeOf(kind) === "regional";
  return { accountId, region: regional ? where : globalRegion, kind, resourceId, payload };
}

export const arn = {
  iam: (rest: string) => `arn:aws:iam::${accountId}:${rest}`,
  ec2: (rest: string) => `arn:aws:ec2:${region}:${accountId}:${rest}`,
  bucket: (name: string) => `arn:aws:s3:::${name}`,
};

export function policyDocument(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function credential(over: Partial<PayloadOf<"iam.credential">> = {}): Fact<"iam.credential"> {
  const user = over.user ?? "alice";
  return fact("iam.credential", arn.iam(over.isRoot ? "root" : `user/${user}`), {
    arn: arn.iam(`user/${user}`),
    user,
    isRoot: false,
    createdOn: daysAgo(400),
    passwordEnabled: true,
    passwordLastUsedOn: daysAgo(1),
    mfaActive: true,
    keys: [],
    ...over,
  });
}

export function rule(over: Partial<PayloadOf<"ec2.security-group">["inbound"][number]> = {}) {
  return {
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ipv4: [],
    ipv6: [],
    prefixListIds: [],
    groupIds: [],
    ...over,
  };
}

export function securityGroup(
  id: string,
  over: Partial<PayloadOf<"ec2.security-group">> = {},
): Fact<"ec2.security-group"> {
  return fact("ec2.security-group", arn.ec2(`security-group/${id}`), {
    id,
    name: "web",
    description: "",
    ownerId: accountId,
    vpcId: "vpc-1",
    inbound: [],
    outbound: [],
    ...over,
  });
}

export function prefixList(id: string, ownerId: string, ...cidrs: string[]): Fact<"ec2.prefix-list"> {
  return fact("ec2.prefix-list", arn.ec2(`prefix-list/${id}`), { id, name: id, ownerId, cidrs });
}

export function networkInterface(
  id: string,
  over: Partial<PayloadOf<"ec2.network-interface">> = {},
): Fact<"ec2.network-interface"> {
  return fact("ec2.network-interface", arn.ec2(`network-interface/${id}`), {
    id,
    status: "in-use",
    interfaceType: "interface",
    description: "",
    requesterId: null,
    requesterManaged: false,
    instanceId: null,
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    securityGroupIds: [],
    privateIp: "10.0.0.10",
    publicIp: null,
    ipv6Addresses: [],
    ...over,
  });
}

export function instance(id: string, over: Partial<PayloadOf<"ec2.instance">> = {}): Fact<"ec2.instance"> {
  return fact("ec2.instance", arn.ec2(`instance/${id}`), {
    id,
    name: null,
    state: "running",
    instanceType: "t4g.small",
    imageId: null,
    launchedAt: null,
    instanceProfileArn: null,
    httpEndpoint: "enabled",
    httpTokens: "required",
    publicIp: null,
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    securityGroupIds: [],
    ...over,
  });
}

export function bucket(name: string, document?: string | null): Fact[] {
  const facts: Fact[] = [fact("s3.bucket", arn.bucket(name), { name, region, createdAt: null })];
  if (document !== undefined) facts.push(fact("s3.bucket-policy", arn.bucket(name), { document }));
  return facts;
}
