import type * as api from "@aws-sdk/client-eks";
import * as sdk from "@aws-sdk/client-eks";
import { type EksCluster, kubernetesOf } from "../model/kubernetes.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const clustersOf = ({ world, account, region }: CallContext) => kubernetesOf(world, account, region).clusters;

function find(name: string | undefined, context: CallContext): EksCluster {
  const found = clustersOf(context).find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new ApiError("ResourceNotFoundException", 404, `No cluster found for name: ${name}.`);
}

function pageOf(input: { nextToken?: string | undefined; maxResults?: number | undefined }, scope: string) {
  const invalidToken = "InvalidParameterException";
  return { token: input.nextToken, size: input.maxResults, largest: 100, invalidToken, scope };
}

function shapeOf(cluster: EksCluster): api.Cluster {
  const all: api.LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
  const on: api.LogType[] = cluster.audited ? ["api", "audit", "authenticator"] : [];
  return {
    name: cluster.name,
    arn: cluster.arn,
    version: "1.33",
    status: "ACTIVE",
    roleArn: cluster.roleArn,
    resourcesVpcConfig: {
      vpcId: cluster.vpcId,
      subnetIds: cluster.subnetIds,
      securityGroupIds: [],
      endpointPublicAccess: cluster.publicEndpoint,
      endpointPrivateAccess: true,
      publicAccessCidrs: cluster.publicCidrs,
    },
    identity: { oidc: { issuer: cluster.issuer } },
    logging: {
      clusterLogging: [
        { types: on, enabled: true },
        { types: all.filter((type) => !on.includes(type)), enabled: false },
      ],
    },
    encryptionConfig: cluster.secretsKeyArn
      ? [{ resources: ["secrets"], provider: { keyArn: cluster.secretsKeyArn } }]
      : undefined,
  };
}

export const eks: Service = {
  name: "eks",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    ListClusters(input: api.ListClustersRequest, context): api.ListClustersResponse {
      const request = pageOf(input, `clusters/${context.account.id}/${context.region}`);
      const { items, next } = paginate(clustersOf(context), request, "InvalidParameterException");
      return { clusters: items.map(({ name }) => name), nextToken: next };
    },
    DescribeCluster(input: api.DescribeClusterRequest, context): api.DescribeClusterResponse {
      return { cluster: shapeOf(find(input.name, context)) };
    },
    ListPodIdentityAssociations(
      input: api.ListPodIdentityAssociationsRequest,
      context,
    ): api.ListPodIdentityAssociationsResponse {
      const { name, arn, association } = find(input.clusterName, context);
      const all = association === undefined ? [] : [association];
      const request = pageOf(input, `associations/${arn}`);
      const { items, next } = paginate(all, request, "InvalidParameterException");
      const associations = items.map((each) => ({
        clusterName: name,
        namespace: "orders",
        serviceAccount: "api",
        associationArn: each.arn,
        associationId: each.id,
      }));
      return { associations, nextToken: next };
    },
    DescribePodIdentityAssociation(
      input: api.DescribePodIdentityAssociationRequest,
      context,
    ): api.DescribePodIdentityAssociationResponse {
      const { name, association } = find(input.clusterName, context);
      if (association === undefined || association.id !== input.associationId)
        throw new ApiError("ResourceNotFoundException", 404, "The association could not be found.");
      return {
        association: {
          clusterName: name,
          namespace: "orders",
          serviceAccount: "api",
          roleArn: association.roleArn,
          associationArn: association.arn,
          associationId: association.id,
        },
      };
    },
  },
};
