import { z } from "zod";

/** Resource id: `region/<name>`. Only Regions enabled in the account. */
export const region = z.strictObject({ name: z.string(), optInStatus: z.string() });

/** Resource ids of EC2 resources are ARNs: `arn:aws:ec2:<region>:<owner account>:<type>/<id>`. */
export const instance = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  state: z.string(),
  instanceType: z.string(),
  imageId: z.string().nullable(),
  launchedAt: z.iso.datetime().nullable(),
  instanceProfileArn: z.string().nullable(),
  httpEndpoint: z.string().nullable(),
  httpTokens: z.string().nullable(),
  publicIp: z.string().nullable(),
  vpcId: z.string().nullable(),
  subnetId: z.string().nullable(),
  securityGroupIds: z.array(z.string()),
});

export const networkInterface = z.strictObject({
  id: z.string(),
  status: z.string(),
  interfaceType: z.string(),
  description: z.string(),
  requesterId: z.string().nullable(),
  requesterManaged: z.boolean(),
  instanceId: z.string().nullable(),
  vpcId: z.string().nullable(),
  subnetId: z.string().nullable(),
  securityGroupIds: z.array(z.string()),
  privateIp: z.string().nullable(),
  publicIp: z.string().nullable(),
  ipv6Addresses: z.array(z.string()),
});

/** One inbound or outbound permission, sources kept together as AWS returns them. */
export const securityGroupRule = z.strictObject({
  /** `tcp`, `udp`, `icmp`, a protocol number, or `-1` for all. */
  protocol: z.string(),
  fromPort: z.int().nullable(),
  toPort: z.int().nullable(),
  ipv4: z.array(z.string()),
  ipv6: z.array(z.string()),
  prefixListIds: z.array(z.string()),
  groupIds: z.array(z.string()),
});

export const securityGroup = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  ownerId: z.string(),
  vpcId: z.string().nullable(),
  inbound: z.array(securityGroupRule),
  outbound: z.array(securityGroupRule),
});

export const prefixList = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** An account id, or `AWS` for the lists AWS keeps. */
  ownerId: z.string(),
  cidrs: z.array(z.string()),
});

export const vpc = z.strictObject({
  id: z.string(),
  isDefault: z.boolean(),
  ownerId: z.string(),
  ipv4Cidrs: z.array(z.string()),
  ipv6Cidrs: z.array(z.string()),
});

export const subnet = z.strictObject({
  id: z.string(),
  vpcId: z.string(),
  ownerId: z.string(),
  availabilityZone: z.string(),
  ipv4Cidr: z.string().nullable(),
  mapPublicIpOnLaunch: z.boolean(),
});

export const routeTable = z.strictObject({
  id: z.string(),
  vpcId: z.string(),
  main: z.boolean(),
  subnetIds: z.array(z.string()),
  routes: z.array(
    z.strictObject({
      destination: z.string(),
      /** Gateway, interface, instance, peering or attachment id; null when AWS names none. */
      target: z.string().nullable(),
      state: z.string(),
    }),
  ),
});

export const networkAcl = z.strictObject({
  id: z.string(),
  vpcId: z.string(),
  isDefault: z.boolean(),
  subnetIds: z.array(z.string()),
  entries: z.array(
    z.strictObject({
      egress: z.boolean(),
      ruleNumber: z.int(),
      action: z.enum(["allow", "deny"]),
      protocol: z.string(),
      cidr: z.string(),
      fromPort: z.int().nullable(),
      toPort: z.int().nullable(),
    }),
  ),
});

export const internetGateway = z.strictObject({ id: z.string(), vpcIds: z.array(z.string()) });

export const natGateway = z.strictObject({
  id: z.string(),
  vpcId: z.string(),
  subnetId: z.string(),
  state: z.string(),
  connectivityType: z.string(),
  publicIps: z.array(z.string()),
  networkInterfaceIds: z.array(z.string()),
});

export const vpcEndpoint = z.strictObject({
  id: z.string(),
  vpcId: z.string(),
  serviceName: z.string(),
  type: z.string(),
  state: z.string(),
  /** The endpoint policy document. */
  policy: z.string().nullable(),
});

export const flowLog = z.strictObject({
  id: z.string(),
  /** The VPC, subnet, interface or Transit Gateway it watches. */
  watchedId: z.string(),
  status: z.string(),
  trafficType: z.string(),
  destinationType: z.string(),
});
