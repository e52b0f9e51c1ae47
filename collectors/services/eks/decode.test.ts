import { expect, test } from "vitest";
import { decodeCluster } from "./eks.ts";

/** After the example of https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html */
const documented = {
  name: "devel",
  arn: "arn:aws:eks:us-west-2:012345678910:cluster/devel",
  version: "1.33",
  roleArn: "arn:aws:iam::012345678910:role/eks-service-role",
  resourcesVpcConfig: {
    subnetIds: ["subnet-6782e71e", "subnet-50d5b10a"],
    securityGroupIds: ["sg-6979fe18"],
    clusterSecurityGroupId: "sg-0f1e2d3c",
    vpcId: "vpc-950809ec",
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: ["0.0.0.0/0"],
  },
  logging: {
    clusterLogging: [
      { types: ["audit" as const, "api" as const], enabled: true },
      { types: ["scheduler" as const], enabled: false },
    ],
  },
  identity: { oidc: { issuer: "https://oidc.eks.us-west-2.amazonaws.com/id/A1B2C3" } },
  encryptionConfig: [
    { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:us-west-2:012345678910:key/k" } },
  ],
};

test("a cluster with its endpoint, issuer, logs that are on and key", () => {
  expect(decodeCluster(documented)).toEqual({
    name: "devel",
    version: "1.33",
    roleArn: "arn:aws:iam::012345678910:role/eks-service-role",
    vpcId: "vpc-950809ec",
    subnetIds: ["subnet-50d5b10a", "subnet-6782e71e"],
    securityGroupIds: ["sg-0f1e2d3c", "sg-6979fe18"],
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: ["0.0.0.0/0"],
    oidcIssuer: "https://oidc.eks.us-west-2.amazonaws.com/id/A1B2C3",
    logTypes: ["api", "audit"],
    secretsKeyArn: "arn:aws:kms:us-west-2:012345678910:key/k",
  });
});

test("what a cluster does not have is null", () => {
  expect(decodeCluster({ name: "devel" })).toMatchObject({
    oidcIssuer: null,
    logTypes: [],
    secretsKeyArn: null,
  });
  expect(() => decodeCluster({})).toThrow("cluster.name is missing");
});
