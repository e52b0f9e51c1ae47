import type * as api from "@aws-sdk/client-ec2";
import * as sdk from "@aws-sdk/client-ec2";
import { networkOf } from "../model/network.ts";
import { defaultRegions, mostRegions, optInRegion } from "../model/regions.ts";
import { ec2Query } from "../protocols/query.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { ec2ConfigurationOperations } from "./ec2-configuration.ts";
import {
  acls,
  endpoints,
  flowLogs,
  groups,
  instances,
  interfaces,
  internetGateways,
  list,
  matches,
  natGateways,
  prefixLists,
  routeTables,
  subnets,
  vpcs,
} from "./ec2-listings.ts";

function describeRegions(
  input: api.DescribeRegionsRequest,
  { world, account }: CallContext,
): api.DescribeRegionsResult {
  const byDefault = defaultRegions(world.options.regions);
  const shown = input.AllRegions ? [...new Set([...byDefault, optInRegion])] : account.regions;
  const wanted = input.RegionNames ?? [];
  const regions = shown.filter((name) => wanted.length === 0 || wanted.includes(name));
  const status = (name: string) => {
    if (name !== optInRegion) return "opt-in-not-required";
    return account.regions.includes(name) ? "opted-in" : "not-opted-in";
  };
  const all = regions.map((name) => ({
    RegionName: name,
    Endpoint: `ec2.${name}.amazonaws.com`,
    OptInStatus: status(name),
  }));
  const filters = {
    "opt-in-status": (item: api.Region) => [item.OptInStatus],
    "region-name": (item: api.Region) => [item.RegionName],
  };
  return { Regions: all.filter((item) => matches(item, input.Filters ?? [], filters)) };
}

function prefixListEntries(
  input: api.GetManagedPrefixListEntriesRequest,
  { world, account, region }: CallContext,
): api.GetManagedPrefixListEntriesResult {
  const entries = networkOf(world, account, region).prefixListEntries.get(input.PrefixListId ?? "");
  if (entries === undefined) {
    throw new ApiError(prefixLists.missing, 400, `The prefix list ID '${input.PrefixListId}' does not exist`);
  }
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest: 100,
    invalidToken: "InvalidNextToken",
  };
  const { items, next } = paginate(entries, { ...request, scope: `entries/${input.PrefixListId}` });
  return { Entries: items, NextToken: next };
}

function describeInstances(
  input: api.DescribeInstancesRequest,
  context: CallContext,
): api.DescribeInstancesResult {
  const { items, NextToken } = list(instances, input, input.InstanceIds, context);
  const Reservations = items.map((instance) => ({
    ReservationId: `r-0${instance.InstanceId?.slice(3)}`,
    OwnerId: context.account.id,
    Instances: [instance],
  }));
  return { Reservations, NextToken };
}

export const ec2: Service = {
  name: "ec2",
  sdk,
  protocol: ec2Query,
  xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
  errors: {
    denied: "UnauthorizedOperation",
    throttled: "RequestLimitExceeded",
    throttledStatus: 503,
    unknownOperation: "InvalidAction",
  },
  guard({ account, region }) {
    if (account.regions.includes(region)) return;
    if (region !== optInRegion && !defaultRegions(mostRegions).includes(region)) {
      throw new ApiError("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
    }
    const message =
      "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.";
    throw new ApiError("OptInRequired", 401, message);
  },
  operations: {
    DescribeRegions: describeRegions,
    DescribeInstances: describeInstances,
    DescribeNetworkInterfaces(input: api.DescribeNetworkInterfacesRequest, context) {
      const { items, NextToken } = list(interfaces, input, input.NetworkInterfaceIds, context);
      return { NetworkInterfaces: items, NextToken };
    },
    DescribeSecurityGroups(
      input: api.DescribeSecurityGroupsRequest,
      context,
    ): api.DescribeSecurityGroupsResult {
      const { items, NextToken } = list(groups, input, input.GroupIds, context);
      return { SecurityGroups: items, NextToken };
    },
    DescribeVpcs(input: api.DescribeVpcsRequest, context): api.DescribeVpcsResult {
      const { items, NextToken } = list(vpcs, input, input.VpcIds, context);
      return { Vpcs: items, NextToken };
    },
    DescribeSubnets(input: api.DescribeSubnetsRequest, context): api.DescribeSubnetsResult {
      const { items, NextToken } = list(subnets, input, input.SubnetIds, context);
      return { Subnets: items, NextToken };
    },
    DescribeRouteTables(input: api.DescribeRouteTablesRequest, context): api.DescribeRouteTablesResult {
      const { items, NextToken } = list(routeTables, input, input.RouteTableIds, context);
      return { RouteTables: items, NextToken };
    },
    DescribeNetworkAcls(input: api.DescribeNetworkAclsRequest, context): api.DescribeNetworkAclsResult {
      const { items, NextToken } = list(acls, input, input.NetworkAclIds, context);
      return { NetworkAcls: items, NextToken };
    },
    DescribeInternetGateways(
      input: api.DescribeInternetGatewaysRequest,
      context,
    ): api.DescribeInternetGatewaysResult {
      const { items, NextToken } = list(internetGateways, input, input.InternetGatewayIds, context);
      return { InternetGateways: items, NextToken };
    },
    DescribeNatGateways(input: api.DescribeNatGatewaysRequest, context): api.DescribeNatGatewaysResult {
      const { items, NextToken } = list(
        natGateways,
        { ...input, Filters: input.Filter },
        input.NatGatewayIds,
        context,
      );
      return { NatGateways: items, NextToken };
    },
    DescribeVpcEndpoints(input: api.DescribeVpcEndpointsRequest, context) {
      const { items, NextToken } = list(endpoints, input, input.VpcEndpointIds, context);
      return { VpcEndpoints: items, NextToken };
    },
    DescribeFlowLogs(input: api.DescribeFlowLogsRequest, context): api.DescribeFlowLogsResult {
      const { items, NextToken } = list(
        flowLogs,
        { ...input, Filters: input.Filter },
        input.FlowLogIds,
        context,
      );
      return { FlowLogs: items, NextToken };
    },
    DescribeManagedPrefixLists(
      input: api.DescribeManagedPrefixListsRequest,
      context,
    ): api.DescribeManagedPrefixListsResult {
      const { items, NextToken } = list(prefixLists, input, input.PrefixListIds, context);
      return { PrefixLists: items, NextToken };
    },
    GetManagedPrefixListEntries: prefixListEntries,
    ...ec2ConfigurationOperations,
  },
};
