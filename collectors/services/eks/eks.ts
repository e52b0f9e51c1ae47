import {
  type Cluster,
  DescribeClusterCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  paginateListClusters,
  paginateListPodIdentityAssociations,
} from "@aws-sdk/client-eks";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** AWS publishes no limits for EKS's reads; this is a fraction of what its own console uses. */
const budgets = { "*": { rate: 5, burst: 10 } };

const emptyWithout = ["AWS::EKS::Cluster"];
const pageSize = 100;
const gone = ["ResourceNotFoundException"];

/** What a cluster that is not of EKS (a connected one) or not ready leaves out is null. */
export function decodeCluster(cluster: Cluster): PayloadOf<"eks.cluster"> {
  const network = cluster.resourcesVpcConfig;
  const secrets = cluster.encryptionConfig?.find((each) => each.resources?.includes("secrets"));
  const logs = (cluster.logging?.clusterLogging ?? []).filter(({ enabled }) => enabled);
  return {
    name: need(cluster.name, "DescribeCluster cluster.name"),
    version: cluster.version ?? null,
    roleArn: cluster.roleArn ?? null,
    vpcId: network?.vpcId ?? null,
    subnetIds: sorted(network?.subnetIds ?? []),
    securityGroupIds: sorted([...(network?.securityGroupIds ?? []), network?.clusterSecurityGroupId]),
    endpointPublicAccess: network?.endpointPublicAccess ?? false,
    endpointPrivateAccess: network?.endpointPrivateAccess ?? false,
    publicAccessCidrs: sorted(network?.publicAccessCidrs ?? []),
    oidcIssuer: cluster.identity?.oidc?.issuer ?? null,
    logTypes: sorted(new Set(logs.flatMap(({ types }) => types ?? []))),
    secretsKeyArn: secrets?.provider?.keyArn ?? null,
  };
}

const clusters = factRead({
  yields: ["eks.cluster"],
  operations: ["eks:ListClusters", "eks:DescribeCluster"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(EKSClient);
    const names: string[] = [];
    for await (const page of paginateListClusters({ client, pageSize }, {}))
      names.push(...(page.clusters ?? []));
    const arnOf = (name: string) =>
      `arn:${context.partition}:eks:${context.region}:${context.accountId}:cluster/${name}`;
    yield* context.each(names, { resourceId: arnOf, gone }, async (name) => {
      const { cluster } = await client.send(new DescribeClusterCommand({ name }));
      return {
        kind: "eks.cluster",
        resourceId: need(cluster?.arn, "DescribeCluster cluster.arn"),
        payload: decodeCluster(need(cluster, "DescribeCluster cluster")),
      };
    });
  },
});

const podIdentities = factRead({
  yields: ["eks.pod-identity-association"],
  operations: ["eks:ListPodIdentityAssociations", "eks:DescribePodIdentityAssociation"],
  needs: ["eks.cluster"],
  emptyWithout,
  async *collect(context) {
    const client = context.client(EKSClient);
    const lists = context.each(
      context.needed("eks.cluster"),
      { resourceId: ({ resourceId }) => resourceId, gone },
      async ({ resourceId: clusterArn, payload: { name: clusterName } }) => {
        const found = [];
        for await (const page of paginateListPodIdentityAssociations({ client, pageSize }, { clusterName }))
          for (const { associationId } of page.associations ?? [])
            found.push({ clusterArn, clusterName, associationId: need(associationId, "associationId") });
        return found;
      },
    );
    const listed = [];
    for await (const list of lists) listed.push(...list);
    yield* context.each(
      listed,
      { resourceId: ({ clusterArn, associationId }) => `${clusterArn}/${associationId}`, gone },
      async ({ clusterArn, clusterName, associationId }) => {
        const { association } = await client.send(
          new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
        );
        return {
          kind: "eks.pod-identity-association",
          resourceId: need(association?.associationArn, "DescribePodIdentityAssociation associationArn"),
          payload: {
            clusterArn,
            namespace: need(association?.namespace, "DescribePodIdentityAssociation namespace"),
            serviceAccount: need(
              association?.serviceAccount,
              "DescribePodIdentityAssociation serviceAccount",
            ),
            roleArn: need(association?.roleArn, "DescribePodIdentityAssociation roleArn"),
          },
        };
      },
    );
  },
});

export const eks = defineCollector({
  service: "eks",
  scope: "regional",
  budgets,
  reads: [clusters, podIdentities],
});
