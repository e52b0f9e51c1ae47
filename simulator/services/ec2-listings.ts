import type * as api from "@aws-sdk/client-ec2";
import type { NetworkInterface } from "../model/interfaces.ts";
import { type Network, networkOf, type VpcEndpoint } from "../model/network.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext } from "../runtime/service.ts";

type Values<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

interface Listing<T> {
  readonly name: string;
  readonly of: (network: Network) => readonly T[];
  readonly filters: Values<T>;
  /** For the `…Ids` of the input: unknown ids are an error in EC2, not an empty answer. */
  readonly id: (item: T) => string | undefined;
  readonly missing: string;
}

interface ListingInput {
  readonly Filters?: api.Filter[] | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** Whether an item meets every filter; a filter nobody knows is refused, never ignored. */
export function matches<T>(item: T, filters: readonly api.Filter[], known: Values<T>): boolean {
  return filters.every(({ Name = "", Values: wanted = [] }) => {
    const read = known[Name];
    if (read === undefined)
      throw new ApiError("InvalidParameterValue", 400, `The filter '${Name}' is invalid`);
    return read(item).some((value) => value !== undefined && wanted.includes(value));
  });
}

/** One page of a kind of resource, by the ids, filters and token of the input. */
export function list<T>(
  listing: Listing<T>,
  input: ListingInput,
  ids: readonly string[] | undefined,
  { world, account, region }: CallContext,
): { items: T[]; NextToken: string | undefined } {
  const all = listing.of(networkOf(world, account, region));
  for (const id of ids ?? []) {
    if (all.some((item) => listing.id(item) === id)) continue;
    throw new ApiError(listing.missing, 400, `The ${listing.name} ID '${id}' does not exist`);
  }
  const chosen = all.filter((item) => {
    const named = ids === undefined || ids.length === 0 || ids.includes(listing.id(item) ?? "");
    return named && matches(item, input.Filters ?? [], listing.filters);
  });
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest: 1000,
    invalidToken: "InvalidNextToken",
    scope: `${listing.name}/${account.id}/${region}`,
  };
  const { items, next } = paginate(chosen, request, "InvalidParameterValue");
  return { items, NextToken: next };
}

export const instances: Listing<api.Instance> = {
  name: "instance",
  of: (network) => network.instances,
  id: (item) => item.InstanceId,
  missing: "InvalidInstanceID.NotFound",
  filters: {
    "instance-state-name": (item) => [item.State?.Name],
    "instance-id": (item) => [item.InstanceId],
    "vpc-id": (item) => [item.VpcId],
    "subnet-id": (item) => [item.SubnetId],
    "instance.group-id": (item) => item.SecurityGroups?.map((group) => group.GroupId) ?? [],
  },
};
export const interfaces: Listing<NetworkInterface> = {
  name: "networkInterface",
  of: (network) => network.interfaces,
  id: (item) => item.NetworkInterfaceId,
  missing: "InvalidNetworkInterfaceID.NotFound",
  filters: {
    status: (item) => [item.Status],
    "group-id": (item) => item.Groups?.map((group) => group.GroupId) ?? [],
    "vpc-id": (item) => [item.VpcId],
    "interface-type": (item) => [item.InterfaceType],
    "attachment.instance-id": (item) => [item.Attachment?.InstanceId],
  },
};
export const groups: Listing<api.SecurityGroup> = {
  name: "security group",
  of: (network) => network.groups,
  id: (item) => item.GroupId,
  missing: "InvalidGroup.NotFound",
  filters: {
    "group-name": (item) => [item.GroupName],
    "group-id": (item) => [item.GroupId],
    "vpc-id": (item) => [item.VpcId],
  },
};
const byVpc = { "vpc-id": (item: { VpcId?: string | undefined }) => [item.VpcId] };
export const vpcs: Listing<api.Vpc> = {
  name: "vpc",
  of: (network) => network.vpcs,
  id: (item) => item.VpcId,
  missing: "InvalidVpcID.NotFound",
  filters: { ...byVpc, "is-default": (item) => [String(item.IsDefault)] },
};
export const subnets: Listing<api.Subnet> = {
  name: "subnet",
  of: (network) => network.subnets,
  id: (item) => item.SubnetId,
  missing: "InvalidSubnetID.NotFound",
  filters: byVpc,
};
export const routeTables: Listing<api.RouteTable> = {
  name: "routeTable",
  of: (network) => network.routeTables,
  id: (item) => item.RouteTableId,
  missing: "InvalidRouteTableID.NotFound",
  filters: byVpc,
};
export const acls: Listing<api.NetworkAcl> = {
  name: "networkAcl",
  of: (network) => network.acls,
  id: (item) => item.NetworkAclId,
  missing: "InvalidNetworkAclID.NotFound",
  filters: byVpc,
};
export const internetGateways: Listing<api.InternetGateway> = {
  name: "internetGateway",
  of: (network) => network.internetGateways,
  id: (item) => item.InternetGatewayId,
  missing: "InvalidInternetGatewayID.NotFound",
  filters: { "attachment.vpc-id": (item) => item.Attachments?.map((one) => one.VpcId) ?? [] },
};
export const natGateways: Listing<api.NatGateway> = {
  name: "natGateway",
  of: (network) => network.natGateways,
  id: (item) => item.NatGatewayId,
  missing: "NatGatewayNotFound",
  filters: { ...byVpc, state: (item) => [item.State] },
};
export const endpoints: Listing<VpcEndpoint> = {
  name: "vpcEndpoint",
  of: (network) => network.endpoints,
  id: (item) => item.VpcEndpointId,
  missing: "InvalidVpcEndpointId.NotFound",
  filters: { ...byVpc, "service-name": (item) => [item.ServiceName] },
};
export const flowLogs: Listing<api.FlowLog> = {
  name: "flowLog",
  of: (network) => network.flowLogs,
  id: (item) => item.FlowLogId,
  missing: "InvalidFlowLogId.NotFound",
  filters: { "resource-id": (item) => [item.ResourceId] },
};
export const prefixLists: Listing<api.ManagedPrefixList> = {
  name: "prefixList",
  of: (network) => network.prefixLists,
  id: (item) => item.PrefixListId,
  missing: "InvalidPrefixListID.NotFound",
  filters: { "owner-id": (item) => [item.OwnerId], "prefix-list-name": (item) => [item.PrefixListName] },
};
