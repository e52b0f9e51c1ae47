import { instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { Network } from "./network.ts";
import type { Account } from "./organization.ts";
import { problem, type World } from "./world.ts";

const allowAll = { RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0" } as const;

/** Adds one VPC with its subnets, routes and gateways to a network. */
export function makeVpc(world: World, account: Account, region: string, index: number, network: Network) {
  const key = `${world.options.seed}/${account.id}/${region}/vpc/${index}`;
  const dice = new Dice(key);
  const owner = account.id;
  const id = (prefix: string) => `${prefix}-0${dice.hex(16)}`;
  const vpcId = id("vpc");
  const block = `10.${index * 16}`;
  const isDefault = index === 1;
  network.vpcs.push({
    VpcId: vpcId,
    OwnerId: owner,
    CidrBlock: `${block}.0.0/16`,
    IsDefault: isDefault,
    State: "available",
    InstanceTenancy: "default",
    DhcpOptionsId: id("dopt"),
    CidrBlockAssociationSet: [
      {
        AssociationId: id("vpc-cidr-assoc"),
        CidrBlock: `${block}.0.0/16`,
        CidrBlockState: { State: "associated" },
      },
    ],
    Tags: [{ Key: "Name", Value: isDefault ? "default" : `${account.name}-${region}` }],
  });

  const zones = ["a", "b"];
  const subnets = ["public", "private"].flatMap((kind, at) =>
    zones.map((zone, offset) => ({
      SubnetId: id("subnet"),
      SubnetArn: `arn:aws:ec2:${region}:${owner}:subnet/${vpcId}-${kind}-${zone}`,
      VpcId: vpcId,
      OwnerId: owner,
      CidrBlock: `${block}.${at * 100 + offset * 10}.0/24`,
      AvailabilityZone: `${region}${zone}`,
      AvailableIpAddressCount: 240,
      MapPublicIpOnLaunch: kind === "public" && problem(world, `${key}/auto-public`, 0.4),
      AssignIpv6AddressOnCreation: false,
      DefaultForAz: isDefault,
      State: "available" as const,
      Tags: [{ Key: "Name", Value: `${kind}-${zone}` }],
    })),
  );
  for (const subnet of subnets) subnet.SubnetArn = `arn:aws:ec2:${region}:${owner}:subnet/${subnet.SubnetId}`;
  network.subnets.push(...subnets);
  const subnetIds = subnets.map((subnet) => subnet.SubnetId);
  const [publicA = "", publicB = "", ...privateIds] = subnetIds;

  const gatewayId = id("igw");
  network.internetGateways.push({
    InternetGatewayId: gatewayId,
    OwnerId: owner,
    Attachments: [{ VpcId: vpcId, State: "attached" }],
    Tags: [],
  });
  const natGatewayId = isDefault ? undefined : id("nat");
  if (natGatewayId) {
    network.natGateways.push({
      NatGatewayId: natGatewayId,
      VpcId: vpcId,
      SubnetId: publicA,
      State: "available",
      ConnectivityType: "public",
      CreateTime: instant(account.joined, 120),
      NatGatewayAddresses: [{ AllocationId: id("eipalloc"), PublicIp: `198.51.100.${dice.int(1, 254)}` }],
      Tags: [],
    });
  }
  const local = {
    DestinationCidrBlock: `${block}.0.0/16`,
    GatewayId: "local",
    Origin: "CreateRouteTable",
    State: "active",
  } as const;
  const out = { DestinationCidrBlock: "0.0.0.0/0", Origin: "CreateRoute", State: "active" } as const;
  const routes = (name: string, subnetIds_: readonly string[], main: boolean, route: object) => {
    const RouteTableId = id("rtb");
    const explicit = subnetIds_.map((SubnetId) => ({
      RouteTableAssociationId: id("rtbassoc"),
      RouteTableId,
      SubnetId,
      Main: false,
      AssociationState: { State: "associated" as const },
    }));
    const Associations = main
      ? [
          {
            RouteTableAssociationId: id("rtbassoc"),
            RouteTableId,
            Main: true,
            AssociationState: { State: "associated" as const },
          },
        ]
      : explicit;
    network.routeTables.push({
      RouteTableId,
      VpcId: vpcId,
      OwnerId: owner,
      Associations,
      Routes: [local, route],
      Tags: [{ Key: "Name", Value: name }],
    });
  };
  routes("public", [publicA, publicB], false, { ...out, GatewayId: gatewayId });
  if (natGatewayId) routes("private", privateIds, true, { ...out, NatGatewayId: natGatewayId });
  else routes("main", [], true, { ...out, GatewayId: gatewayId });

  const NetworkAclId = id("acl");
  network.acls.push({
    NetworkAclId,
    VpcId: vpcId,
    OwnerId: owner,
    IsDefault: true,
    Associations: subnetIds.map((SubnetId) => ({
      NetworkAclAssociationId: id("aclassoc"),
      NetworkAclId,
      SubnetId,
    })),
    Entries: [false, true].flatMap((Egress) => [
      { ...allowAll, Egress, RuleNumber: 100 },
      { ...allowAll, Egress, RuleNumber: 32767, RuleAction: "deny" as const },
    ]),
    Tags: [],
  });
  for (const service of ["s3", "dynamodb"].slice(0, dice.int(0, 2))) {
    network.endpoints.push({
      VpcEndpointId: id("vpce"),
      VpcEndpointType: "Gateway",
      VpcId: vpcId,
      OwnerId: owner,
      ServiceName: `com.amazonaws.${region}.${service}`,
      State: "available",
      PolicyDocument: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      }),
      RouteTableIds: network.routeTables
        .filter((table) => table.VpcId === vpcId)
        .map((table) => table.RouteTableId ?? ""),
      CreationTimestamp: instant(account.joined, 120),
      Tags: [],
    });
  }
  if (!problem(world, `${key}/flow-logs`, 0.5)) {
    network.flowLogs.push({
      FlowLogId: id("fl"),
      ResourceId: vpcId,
      FlowLogStatus: "ACTIVE",
      DeliverLogsStatus: "SUCCESS",
      TrafficType: "ALL",
      LogDestinationType: "s3",
      LogDestination: "arn:aws:s3:::acme-flow-logs",
      CreationTime: instant(account.joined, 120),
      MaxAggregationInterval: 600,
      Tags: [],
    });
  }
  return { vpcId, subnetIds, natGatewayId };
}
