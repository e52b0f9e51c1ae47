import { paginateDescribeDBClusters, paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { decodeCluster, decodeInstance } from "./decode.ts";

/** AWS publishes no limits for RDS; it asks for few calls: two a Region. */
const budgets = { "*": { rate: 5, burst: 10 } };

const instances = factRead({
  yields: ["rds.instance"],
  operations: ["rds:DescribeDBInstances"],
  emptyWithout: ["AWS::RDS::DBInstance"],
  async *collect(context) {
    const client = context.client(RDSClient);
    for await (const page of paginateDescribeDBInstances({ client, pageSize: 100 }, {}))
      for (const instance of page.DBInstances ?? [])
        yield {
          kind: "rds.instance",
          resourceId: need(instance.DBInstanceArn, "DBInstance.DBInstanceArn"),
          payload: decodeInstance(instance),
        };
  },
});

// Public snapshots are not read: DescribeDBSnapshots lists the public ones of every account there is, and whether
// one's own is public takes a DescribeDBSnapshotAttributes for each.
const clusters = factRead({
  yields: ["rds.cluster"],
  operations: ["rds:DescribeDBClusters"],
  emptyWithout: ["AWS::RDS::DBCluster"],
  async *collect(context) {
    const client = context.client(RDSClient);
    for await (const page of paginateDescribeDBClusters({ client, pageSize: 100 }, {}))
      for (const cluster of page.DBClusters ?? [])
        yield {
          kind: "rds.cluster",
          resourceId: need(cluster.DBClusterArn, "DBCluster.DBClusterArn"),
          payload: decodeCluster(cluster),
        };
  },
});

export const rds = defineCollector({
  service: "rds",
  scope: "regional",
  budgets,
  reads: [instances, clusters],
});
