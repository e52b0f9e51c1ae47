import type * as api from "@aws-sdk/client-redshift";
import * as sdk from "@aws-sdk/client-redshift";
import { databasesOf } from "../model/databases.ts";
import { awsQuery } from "../protocols/query.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";

export const redshift: Service = {
  name: "redshift",
  sdk,
  protocol: awsQuery,
  xmlNamespace: "http://redshift.amazonaws.com/doc/2012-12-01/",
  errors: {
    denied: "AccessDenied",
    throttled: "Throttling",
    throttledStatus: 400,
    unknownOperation: "InvalidAction",
  },
  operations: {
    DescribeClusters(input: api.DescribeClustersMessage, { world, account, region }): api.ClustersMessage {
      const { warehouses } = databasesOf(world, account, region);
      const request = {
        token: input.Marker,
        size: input.MaxRecords,
        largest: 100,
        invalidToken: "InvalidParameterValue",
        scope: `warehouses/${account.id}/${region}`,
      };
      const { items, next } = paginate(warehouses, request, "InvalidParameterValue");
      return { Clusters: items, Marker: next };
    },
  },
};
