import type * as api from "@aws-sdk/client-rds";
import * as sdk from "@aws-sdk/client-rds";
import { databasesOf } from "../model/databases.ts";
import { awsQuery } from "../protocols/query.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

interface Listing {
  readonly MaxRecords?: number | undefined;
  readonly Marker?: string | undefined;
}

function page<T>(all: readonly T[], input: Listing, name: string, { account, region }: CallContext) {
  const request = {
    token: input.Marker,
    size: input.MaxRecords,
    largest: 100,
    invalidToken: "InvalidParameterValue",
    scope: `${name}/${account.id}/${region}`,
  };
  const { items, next } = paginate(all, request, "InvalidParameterValue");
  return { items, Marker: next };
}

export const rds: Service = {
  name: "rds",
  sdk,
  protocol: awsQuery,
  xmlNamespace: "http://rds.amazonaws.com/doc/2014-10-31/",
  errors: {
    denied: "AccessDenied",
    throttled: "Throttling",
    throttledStatus: 400,
    unknownOperation: "InvalidAction",
  },
  operations: {
    DescribeDBInstances(input: api.DescribeDBInstancesMessage, context): api.DBInstanceMessage {
      const { instances } = databasesOf(context.world, context.account, context.region);
      const { items, Marker } = page(instances, input, "instances", context);
      return { DBInstances: items, Marker };
    },
    DescribeDBClusters(input: api.DescribeDBClustersMessage, context): api.DBClusterMessage {
      const { clusters } = databasesOf(context.world, context.account, context.region);
      const { items, Marker } = page(clusters, input, "clusters", context);
      return { DBClusters: items, Marker };
    },
  },
};
