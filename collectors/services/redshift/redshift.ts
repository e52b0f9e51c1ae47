import { type Cluster, paginateDescribeClusters, RedshiftClient } from "@aws-sdk/client-redshift";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** AWS publishes no limits for Redshift's API; one call a Region is all that is needed. */
const budgets = { "*": { rate: 5, burst: 5 } };

/** @throws Malformed where a field that AWS always sends is missing. */
export function decodeCluster(cluster: Cluster): PayloadOf<"redshift.cluster"> {
  return {
    name: need(cluster.ClusterIdentifier, "Cluster.ClusterIdentifier"),
    status: need(cluster.ClusterStatus, "Cluster.ClusterStatus"),
    publiclyAccessible: need(cluster.PubliclyAccessible, "Cluster.PubliclyAccessible"),
    encrypted: need(cluster.Encrypted, "Cluster.Encrypted"),
    kmsKeyId: cluster.KmsKeyId ?? null,
    enhancedVpcRouting: cluster.EnhancedVpcRouting ?? false,
    port: cluster.Endpoint?.Port ?? null,
    vpcId: cluster.VpcId ?? null,
    subnetGroupName: cluster.ClusterSubnetGroupName ?? null,
    securityGroupIds: sorted((cluster.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId)),
  };
}

const clusters = factRead({
  yields: ["redshift.cluster"],
  operations: ["redshift:DescribeClusters"],
  emptyWithout: ["AWS::Redshift::Cluster"],
  async *collect(context) {
    const client = context.client(RedshiftClient);
    for await (const page of paginateDescribeClusters({ client, pageSize: 100 }, {}))
      for (const cluster of page.Clusters ?? []) {
        const payload = decodeCluster(cluster);
        const { accountId, partition, region } = context;
        yield {
          kind: "redshift.cluster",
          // The answer has the ARN of the namespace only, which is another resource.
          resourceId: `arn:${partition}:redshift:${region}:${accountId}:cluster:${payload.name}`,
          payload,
        };
      }
  },
});

export const redshift = defineCollector({
  service: "redshift",
  scope: "regional",
  budgets,
  reads: [clusters],
});
