import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "#lib/inventory/kinds.ts";
import {
  decodeInstance,
  decodeNetworkAcl,
  decodeNetworkInterface,
  decodeRouteTable,
  decodeSecurityGroup,
} from "./decode.ts";

/** After the example of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
const permissions = [
  {
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: "198.51.100.0/24" }, { CidrIp: "0.0.0.0/0" }],
    Ipv6Ranges: [{ CidrIpv6: "::/0" }],
  },
  { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-2", UserId: "111122223333" }, { GroupId: "sg-1" }] },
  { IpProtocol: "tcp", FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: "pl-1" }] },
  { IpProtocol: "icmp", FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
];
const group = {
  GroupId: "sg-0a",
  GroupName: "web",
  Description: "d",
  OwnerId: "111122223333",
  VpcId: "vpc-1",
};

describe("a security group", () => {
  test("keeps every source of a rule, and what has no ports has none", () => {
    const decoded = decodeSecurityGroup({ ...group, IpPermissions: permissions, IpPermissionsEgress: [] });
    expect(decoded.inbound).toContainEqual({
      protocol: "tcp",
      fromPort: 22,
      toPort: 22,
      ipv4: ["0.0.0.0/0", "198.51.100.0/24"],
      ipv6: ["::/0"],
      prefixListIds: [],
      groupIds: [],
    });
    expect(decoded.inbound).toContainEqual({
      protocol: "-1",
      fromPort: null,
      toPort: null,
      ipv4: [],
      ipv6: [],
      prefixListIds: [],
      groupIds: ["sg-1", "sg-2"],
    });
    expect(decoded.inbound).toHaveLength(4);
    expect(decoded.outbound).toEqual([]);
    expect(kinds["ec2.security-group"].schema.parse(decoded)).toEqual(decoded);
  });

  test("is the same fact in whatever order AWS lists its rules", () => {
    const known = decodeSecurityGroup({ ...group, IpPermissions: permissions });
    fc.assert(
      fc.property(fc.shuffledSubarray(permissions, { minLength: permissions.length }), (shuffled) => {
        const turned = shuffled.map((rule) => ({ ...rule, IpRanges: rule.IpRanges?.toReversed() ?? [] }));
        expect(decodeSecurityGroup({ ...group, IpPermissions: turned })).toEqual(known);
      }),
    );
  });

  test("without an id, or a rule without a protocol, is refused by the field's name", () => {
    expect(() => decodeSecurityGroup({ GroupName: "x" })).toThrow("SecurityGroup.GroupId is missing");
    expect(() => decodeSecurityGroup({ ...group, IpPermissions: [{}] })).toThrow("IpPermission.IpProtocol");
  });
});

describe("an instance", () => {
  test("shows how its metadata answers and by what it acts", () => {
    const decoded = decodeInstance({
      InstanceId: "i-1",
      State: { Code: 16, Name: "running" },
      InstanceType: "t3.micro",
      LaunchTime: new Date("2026-05-01T10:00:00Z"),
      IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/app", Id: "AIPA1" },
      MetadataOptions: { State: "applied", HttpTokens: "optional", HttpEndpoint: "enabled" },
      SecurityGroups: [{ GroupId: "sg-2" }, { GroupId: "sg-1" }],
      Tags: [{ Key: "Name", Value: "web" }],
    });
    expect(decoded).toMatchObject({
      name: "web",
      state: "running",
      launchedAt: "2026-05-01T10:00:00.000Z",
      httpTokens: "optional",
      httpEndpoint: "enabled",
      instanceProfileArn: "arn:aws:iam::111122223333:instance-profile/app",
      publicIp: null,
      securityGroupIds: ["sg-1", "sg-2"],
    });
  });

  test("without a state is refused", () => {
    expect(() => decodeInstance({ InstanceId: "i-1" })).toThrow("Instance.State.Name is missing");
  });
});

test.each([
  ["its own first", { PublicIp: "198.51.100.1" }, "198.51.100.1"],
  ["else one of a secondary private address", undefined, "198.51.100.2"],
])("an interface shows a public address: %s", (_, Association, expected) => {
  const face = {
    NetworkInterfaceId: "eni-1",
    Status: "in-use" as const,
    Association,
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: "10.0.0.4" },
      { Primary: false, PrivateIpAddress: "10.0.0.5", Association: { PublicIp: "198.51.100.2" } },
    ],
  };
  expect(decodeNetworkInterface(face).publicIp).toBe(expected);
});

describe("a route table", () => {
  const base = { RouteTableId: "rtb-1", VpcId: "vpc-1" };
  test.each([
    [{ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }, "0.0.0.0/0", "igw-1"],
    [{ DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: "eigw-1" }, "::/0", "eigw-1"],
    [{ DestinationPrefixListId: "pl-1", GatewayId: "vpce-1" }, "pl-1", "vpce-1"],
    [{ DestinationCidrBlock: "10.0.0.0/8", TransitGatewayId: "tgw-1" }, "10.0.0.0/8", "tgw-1"],
    [{ DestinationCidrBlock: "10.1.0.0/16", VpcPeeringConnectionId: "pcx-1" }, "10.1.0.0/16", "pcx-1"],
    [
      // A NAT instance: AWS names both, the interface is what the packets reach.
      { DestinationCidrBlock: "0.0.0.0/0", InstanceId: "i-1", NetworkInterfaceId: "eni-1" },
      "0.0.0.0/0",
      "eni-1",
    ],
  ])("sends %j there", (route, destination, target) => {
    expect(decodeRouteTable({ ...base, Routes: [{ ...route, State: "active" }] }).routes).toEqual([
      { destination, target, state: "active" },
    ]);
  });

  test("keeps a black hole, and is the same in any order", () => {
    const Routes = [
      { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active" as const },
      { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "blackhole" as const },
    ];
    const Associations = [{ Main: true }, { SubnetId: "subnet-2" }, { SubnetId: "subnet-1" }];
    const decoded = decodeRouteTable({ ...base, Routes, Associations });
    expect(decoded).toMatchObject({ main: true, subnetIds: ["subnet-1", "subnet-2"] });
    expect(decoded.routes).toContainEqual({
      destination: "0.0.0.0/0",
      target: "nat-1",
      state: "blackhole",
    });
    expect(
      decodeRouteTable({ ...base, Routes: Routes.toReversed(), Associations: Associations.toReversed() }),
    ).toEqual(decoded);
  });

  test("whose route leads nowhere by name is refused", () => {
    expect(() => decodeRouteTable({ ...base, Routes: [{ GatewayId: "igw-1" }] })).toThrow(
      "RouteTable.Routes[].DestinationCidrBlock is missing",
    );
  });
});

test("a network ACL's entries come in the order in which they are tried", () => {
  const entry = (RuleNumber: number, Egress: boolean) => ({
    RuleNumber,
    Egress,
    Protocol: "6",
    RuleAction: "allow" as const,
    CidrBlock: "0.0.0.0/0",
    PortRange: { From: 443, To: 443 },
  });
  const Entries = [entry(32_767, false), entry(100, true), entry(100, false)];
  const acl = decodeNetworkAcl({ NetworkAclId: "acl-1", VpcId: "vpc-1", IsDefault: true, Entries });
  expect(acl.entries.map(({ egress, ruleNumber }) => [egress, ruleNumber])).toEqual([
    [false, 100],
    [false, 32_767],
    [true, 100],
  ]);
});
