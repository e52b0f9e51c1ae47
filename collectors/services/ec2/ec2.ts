import {
  EC2Client,
  paginateDescribeFlowLogs,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
} from "@aws-sdk/client-ec2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import { ec2Budgets } from "./budgets.ts";
import {
  decodeInstance,
  decodeNetworkAcl,
  decodeNetworkInterface,
  decodeRouteTable,
  decodeSecurityGroup,
} from "./decode.ts";

const pageSize = 1_000;
/** Without it EC2 hides instances and interfaces that AWS services manage. Copied, since a paginator writes into its input. */
const managed = { IncludeManagedResources: true };

function arnOf(context: ReadContext, type: string, id: string, ownerId?: string): string {
  return `arn:${context.partition}:ec2:${context.region}:${ownerId || context.accountId}:${type}/${id}`;
}

const instances = factRead({
  yields: ["ec2.instance"],
  operations: ["ec2:DescribeInstances"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeInstances({ client, pageSize }, { ...managed }))
      for (const reservation of page.Reservations ?? [])
        for (const instance of need(reservation.Instances, "Reservation.Instances")) {
          const payload = decodeInstance(instance);
          yield { kind: "ec2.instance", resourceId: arnOf(context, "instance", payload.id), payload };
        }
  },
});

const networkInterfaces = factRead({
  yields: ["ec2.network-interface"],
  operations: ["ec2:DescribeNetworkInterfaces"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize }, { ...managed }))
      for (const face of page.NetworkInterfaces ?? []) {
        const payload = decodeNetworkInterface(face);
        const resourceId = arnOf(context, "network-interface", payload.id, face.OwnerId);
        yield { kind: "ec2.network-interface", resourceId, payload };
      }
  },
});

const securityGroups = factRead({
  yields: ["ec2.security-group"],
  operations: ["ec2:DescribeSecurityGroups"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeSecurityGroups({ client, pageSize }, {}))
      for (const group of page.SecurityGroups ?? []) {
        const payload = decodeSecurityGroup(group);
        const resourceId = arnOf(context, "security-group", payload.id, payload.ownerId);
        yield { kind: "ec2.security-group", resourceId, payload };
      }
  },
});

const prefixLists = factRead({
  yields: ["ec2.prefix-list"],
  operations: ["ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeManagedPrefixLists({ client, pageSize: 100 }, {}))
      for (const list of page.PrefixLists ?? []) {
        const id = need(list.PrefixListId, "ManagedPrefixList.PrefixListId");
        const ownerId = list.OwnerId ?? context.accountId;
        const cidrs: (string | undefined)[] = [];
        // AWS's own lists are exempt from judgement, and large: their entries are not needed.
        if (ownerId !== "AWS")
          for await (const entries of paginateGetManagedPrefixListEntries(
            { client, pageSize: 100 },
            { PrefixListId: id },
          ))
            cidrs.push(...(entries.Entries ?? []).map((entry) => entry.Cidr));
        yield {
          kind: "ec2.prefix-list",
          resourceId: list.PrefixListArn ?? arnOf(context, "prefix-list", id),
          payload: { id, name: list.PrefixListName ?? "", ownerId, cidrs: sorted(cidrs) },
        };
      }
  },
});

const vpcs = factRead({
  yields: ["ec2.vpc"],
  operations: ["ec2:DescribeVpcs"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeVpcs({ client, pageSize }, {}))
      for (const vpc of page.Vpcs ?? []) {
        const id = need(vpc.VpcId, "Vpc.VpcId");
        const ownerId = vpc.OwnerId ?? context.accountId;
        const ipv4 = (vpc.CidrBlockAssociationSet ?? []).map((association) => association.CidrBlock);
        yield {
          kind: "ec2.vpc",
          resourceId: arnOf(context, "vpc", id, ownerId),
          payload: {
            id,
            isDefault: vpc.IsDefault ?? false,
            ownerId,
            ipv4Cidrs: sorted(new Set([vpc.CidrBlock, ...ipv4])),
            ipv6Cidrs: sorted(
              (vpc.Ipv6CidrBlockAssociationSet ?? []).map((association) => association.Ipv6CidrBlock),
            ),
          },
        };
      }
  },
});

const subnets = factRead({
  yields: ["ec2.subnet"],
  operations: ["ec2:DescribeSubnets"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeSubnets({ client, pageSize }, {}))
      for (const subnet of page.Subnets ?? []) {
        const id = need(subnet.SubnetId, "Subnet.SubnetId");
        const ownerId = subnet.OwnerId ?? context.accountId;
        yield {
          kind: "ec2.subnet",
          resourceId: subnet.SubnetArn ?? arnOf(context, "subnet", id, ownerId),
          payload: {
            id,
            vpcId: need(subnet.VpcId, "Subnet.VpcId"),
            ownerId,
            availabilityZone: subnet.AvailabilityZone ?? "",
            ipv4Cidr: subnet.CidrBlock ?? null,
            mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch ?? false,
          },
        };
      }
  },
});

const routeTables = factRead({
  yields: ["ec2.route-table"],
  operations: ["ec2:DescribeRouteTables"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeRouteTables({ client, pageSize: 100 }, {}))
      for (const table of page.RouteTables ?? []) {
        const payload = decodeRouteTable(table);
        const resourceId = arnOf(context, "route-table", payload.id, table.OwnerId);
        yield { kind: "ec2.route-table", resourceId, payload };
      }
  },
});

const networkAcls = factRead({
  yields: ["ec2.network-acl"],
  operations: ["ec2:DescribeNetworkAcls"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeNetworkAcls({ client, pageSize }, {}))
      for (const acl of page.NetworkAcls ?? []) {
        const payload = decodeNetworkAcl(acl);
        const resourceId = arnOf(context, "network-acl", payload.id, acl.OwnerId);
        yield { kind: "ec2.network-acl", resourceId, payload };
      }
  },
});

const internetGateways = factRead({
  yields: ["ec2.internet-gateway"],
  operations: ["ec2:DescribeInternetGateways"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeInternetGateways({ client, pageSize }, {}))
      for (const gateway of page.InternetGateways ?? []) {
        const id = need(gateway.InternetGatewayId, "InternetGateway.InternetGatewayId");
        yield {
          kind: "ec2.internet-gateway",
          resourceId: arnOf(context, "internet-gateway", id, gateway.OwnerId),
          payload: { id, vpcIds: sorted((gateway.Attachments ?? []).map((each) => each.VpcId)) },
        };
      }
  },
});

const natGateways = factRead({
  yields: ["ec2.nat-gateway"],
  operations: ["ec2:DescribeNatGateways"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeNatGateways({ client, pageSize }, {}))
      for (const gateway of page.NatGateways ?? []) {
        const id = need(gateway.NatGatewayId, "NatGateway.NatGatewayId");
        const addresses = gateway.NatGatewayAddresses ?? [];
        yield {
          kind: "ec2.nat-gateway",
          resourceId: arnOf(context, "natgateway", id),
          payload: {
            id,
            vpcId: need(gateway.VpcId, "NatGateway.VpcId"),
            subnetId: gateway.SubnetId ?? "",
            state: gateway.State ?? "available",
            connectivityType: gateway.ConnectivityType ?? "public",
            publicIps: sorted(addresses.map((address) => address.PublicIp)),
            networkInterfaceIds: sorted(addresses.map((address) => address.NetworkInterfaceId)),
          },
        };
      }
  },
});

const vpcEndpoints = factRead({
  yields: ["ec2.vpc-endpoint"],
  operations: ["ec2:DescribeVpcEndpoints"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeVpcEndpoints({ client, pageSize }, {}))
      for (const endpoint of page.VpcEndpoints ?? []) {
        const id = need(endpoint.VpcEndpointId, "VpcEndpoint.VpcEndpointId");
        yield {
          kind: "ec2.vpc-endpoint",
          resourceId: arnOf(context, "vpc-endpoint", id, endpoint.OwnerId),
          payload: {
            id,
            vpcId: need(endpoint.VpcId, "VpcEndpoint.VpcId"),
            serviceName: endpoint.ServiceName ?? "",
            type: endpoint.VpcEndpointType ?? "Gateway",
            state: endpoint.State ?? "",
            policy: endpoint.PolicyDocument ?? null,
          },
        };
      }
  },
});

const flowLogs = factRead({
  yields: ["ec2.flow-log"],
  operations: ["ec2:DescribeFlowLogs"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeFlowLogs({ client, pageSize }, {}))
      for (const log of page.FlowLogs ?? []) {
        const id = need(log.FlowLogId, "FlowLog.FlowLogId");
        yield {
          kind: "ec2.flow-log",
          resourceId: arnOf(context, "vpc-flow-log", id),
          payload: {
            id,
            watchedId: need(log.ResourceId, "FlowLog.ResourceId"),
            status: log.FlowLogStatus ?? "",
            trafficType: log.TrafficType ?? "",
            destinationType: log.LogDestinationType ?? "",
          },
        };
      }
  },
});

export const ec2 = defineCollector({
  service: "ec2",
  scope: "regional",
  budgets: ec2Budgets,
  reads: [
    instances,
    networkInterfaces,
    securityGroups,
    prefixLists,
    vpcs,
    subnets,
    routeTables,
    networkAcls,
    internetGateways,
    natGateways,
    vpcEndpoints,
    flowLogs,
  ],
});
