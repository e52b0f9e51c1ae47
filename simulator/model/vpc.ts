import type { Route } from "@aws-sdk/client-ec2";
import { instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { Network } from "./network.ts";
import { makeAcls } from "./network-acls.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { makeEndpoints } from "./vpc-endpoints.ts";
import { planOf, routesOf } from "./vpc-routes.ts";
import { problem, type World } from "./world.ts";

// Speaks for subnet-private (every subnet of the account) and vpc-flow-logs (every VPC of the account; fails as well
// where only a subnet is watched or rejected traffic is left out).

/** How a VPC is watched where it is not as it should be. */
const unwatched = ["nothing", "nothing", "subnet", "accepted"] as const;

/** Adds one VPC with its subnets, routes and gateways to a network. */
export function makeVpc(
  world: World,
  account: Account,
  region: string,
  index: number,
  network: Network,
  everywhere: string,
) {
  const key = `${world.options.seed}/${account.id}/${region}/vpc/${index}`;
  const dice = new Dice(key);
  const owner = account.id;
  const id = (prefix: string) => `${prefix}-0${dice.hex(16)}`;
  const vpcId = id("vpc");
  const block = `10.${index * 16}`;
  const isDefault = index === 1;
  const plan = planOf(key);
  const ipv6Prefix = plan.dual ? `2600:1f18:${new Dice(`${key}/ipv6`).hex(4)}` : undefined;
  const ipv6 = (block: string, prefix: string) =>
    plan.dual
      ? [{ AssociationId: `${prefix}-0${new Dice(block).hex(16)}`, Ipv6CidrBlock: block }]
      : undefined;
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
    Ipv6CidrBlockAssociationSet: ipv6(`${ipv6Prefix}::/56`, "vpc-cidr-assoc"),
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
      Ipv6CidrBlockAssociationSet: ipv6(`${ipv6Prefix}:${at * 100 + offset * 10}::/64`, "subnet-cidr-assoc"),
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
  const ways = routesOf(plan, {
    gatewayId,
    natGatewayId,
    everywhere,
    egressId: `eigw-0${new Dice(`${key}/eigw`).hex(16)}`,
  });
  const routes = (name: string, subnetIds_: readonly string[], main: boolean, led: readonly Route[]) => {
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
      Routes: [local, ...led],
      Tags: [{ Key: "Name", Value: name }],
    });
  };
  routes("public", [publicA, publicB], false, ways.public.routes);
  routes(natGatewayId ? "private" : "main", natGatewayId ? privateIds : [], true, ways.main.routes);

  const place = { world, account, region };
  const acls = makeAcls(place, key, {
    vpcId,
    subnetIds,
    defaultId: id("acl"),
    dual: plan.dual,
  });
  network.acls.push(...acls.acls);
  for (const SubnetId of subnetIds) {
    const { leads } = SubnetId === publicA || SubnetId === publicB ? ways.public : ways.main;
    network.ways.set(SubnetId, { ownerId: owner, vpcId, leads, admission: acls.admission });
  }
  const routeTableIds = network.routeTables
    .filter((table) => table.VpcId === vpcId)
    .map((table) => table.RouteTableId ?? "");
  const { endpoints, truth, complete } = makeEndpoints(place, key, vpcId, routeTableIds);
  network.endpoints.push(...endpoints);
  const lacksLogs = problem(world, `${key}/flow-logs`, 0.5);
  const watch = lacksLogs ? new Dice(`${key}/watch`).pick(unwatched) : "vpc";
  if (watch !== "nothing") {
    const usual = new Dice(`${key}/traffic`).chance(0.8) ? "ALL" : "REJECT";
    network.flowLogs.push({
      FlowLogId: id("fl"),
      ResourceId: watch === "subnet" ? publicA : vpcId,
      FlowLogStatus: "ACTIVE",
      DeliverLogsStatus: "SUCCESS",
      TrafficType: watch === "accepted" ? "ACCEPT" : usual,
      LogDestinationType: "s3",
      LogDestination: "arn:aws:s3:::acme-flow-logs",
      CreationTime: instant(account.joined, 120),
      MaxAggregationInterval: 600,
      Tags: [],
    });
  }
  const rowOf = rowsIn(account, region);
  const arn = `arn:aws:ec2:${region}:${owner}:vpc/${vpcId}`;
  network.truth.push(
    ...acls.truth,
    ...truth,
    rowOf("vpc-flow-logs", arn, lacksLogs ? "fail" : "pass"),
    ...subnets.map((subnet) =>
      rowOf("subnet-private", subnet.SubnetArn, subnet.MapPublicIpOnLaunch ? "fail" : "pass"),
    ),
  );
  return { vpcId, arn, subnetIds, ipv6Prefix, natGatewayId, hasCoreEndpoints: complete };
}
