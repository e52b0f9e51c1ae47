import { arnsOf, type Chapter, none, oneEach, twoUnknown } from "./chapter.ts";

export const network: Chapter = {
  // A default VPC in each Region with a subnet in each zone: six in us-east-1, three in eu-west-1.
  emptyAccount: {
    // moto's default group lets nobody in, and everything out.
    "sg-no-open-admin": [2, 0, 0, 0],
    "exposure-lb-nat-only": none,
    "sg-default-closed": [0, 2, 0, 0],
    // No interface wears it.
    "sg-egress-restricted": [0, 0, 0, 2],
    // The default network ACL lets everything through.
    "nacl-no-open-admin": [0, 2, 0, 0],
    "ec2-private": none,
    // Default subnets give public addresses.
    "subnet-private": [0, 9, 0, 0],
    "vpc-flow-logs": [0, 2, 0, 0],
    // Nothing is attached to the VPCs.
    "vpce-core": [0, 0, 0, 2],
    "vpce-policy-scoped": none,
    "privatelink-scoped": none,
    "vpc-bpa": twoUnknown,
    "db-not-public": none,
  },
  production: {
    // three default groups, closed, listed; ssh, rdp, listed-open
    "sg-no-open-admin": [5, 3, 0, 0],
    // web, and the wanderer in a default group; legacy. moto leaves the interfaces of the NAT gateway and of the
    // endpoint `available`, so they are not judged.
    "exposure-lb-nat-only": [2, 1, 0, 0],
    // the emptied one; those of the two default VPCs
    "sg-default-closed": [1, 2, 0, 0],
    // closed, worn by web; ssh, worn by legacy, and the default group that the wanderer wears; five nobody wears
    "sg-egress-restricted": [1, 2, 0, 5],
    // the one for HTTPS; those of the two default VPCs; the one that it took the only subnet from
    "nacl-no-open-admin": [1, 2, 0, 1],
    // web, legacy; the wanderer
    "ec2-private": [2, 1, 0, 0],
    // our own subnet, the second of its zone
    "subnet-private": [1, 9, 0, 0],
    // our own VPC
    "vpc-flow-logs": [1, 2, 0, 0],
    // our own has all three; the wanderer's has none; in the default VPC of us-east-1 nothing lives
    "vpce-core": [1, 1, 0, 1],
    // DynamoDB; S3 and Secrets Manager have what AWS gives them
    "vpce-policy-scoped": [1, 2, 0, 0],
    "privatelink-scoped": oneEach,
    // orders; legacy
    "db-not-public": oneEach,
  },
  findings: (world) => {
    const { ec2, regional } = arnsOf(world);
    const { groups, legacy, endpointId } = world.network;
    const { wanderer, secretsEndpointId, openServiceId } = world.edges;
    const home = world.defaults["us-east-1"];
    const away = world.defaults["eu-west-1"];
    const both = (type: string, id: "vpcId" | "groupId" | "aclId") => [
      ec2(`${type}/${home[id]}`),
      ec2(`${type}/${away[id]}`, "eu-west-1"),
    ];
    const group = (id: string) => ec2(`security-group/${id}`);
    return {
      "sg-no-open-admin": [group(groups.ssh), group(groups.rdp), group(groups.listedOpen)],
      "exposure-lb-nat-only": [ec2(`instance/${legacy}`)],
      "sg-default-closed": both("security-group", "groupId"),
      "sg-egress-restricted": [group(groups.ssh), ec2(`security-group/${away.groupId}`, "eu-west-1")],
      "nacl-no-open-admin": both("network-acl", "aclId"),
      "ec2-private": [ec2(`instance/${wanderer}`, "eu-west-1")],
      "subnet-private": [
        ...home.subnetIds.map((id) => ec2(`subnet/${id}`)),
        ...away.subnetIds.map((id) => ec2(`subnet/${id}`, "eu-west-1")),
      ],
      "vpc-flow-logs": both("vpc", "vpcId"),
      "vpce-core": [ec2(`vpc/${away.vpcId}`, "eu-west-1")],
      "vpce-policy-scoped": [ec2(`vpc-endpoint/${endpointId}`), ec2(`vpc-endpoint/${secretsEndpointId}`)],
      "privatelink-scoped": [ec2(`vpc-endpoint-service/${openServiceId}`)],
      "db-not-public": [regional("rds")("db:legacy")],
    };
  },
};
