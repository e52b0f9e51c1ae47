import { describe, expect, test } from "vitest";
import { decodeCluster, decodeInstance } from "./decode.ts";

/** As https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html shows an instance. */
const instance = {
  DBInstanceIdentifier: "mysqldb",
  DBInstanceStatus: "available",
  DBInstanceArn: "arn:aws:rds:us-east-1:123456789012:db:mysqldb",
  Engine: "mysql",
  EngineVersion: "8.0.35",
  Endpoint: { Address: "mysqldb.123456789012.us-east-1.rds.amazonaws.com", Port: 3306 },
  PubliclyAccessible: false,
  StorageEncrypted: true,
  KmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  DBSubnetGroup: {
    VpcId: "vpc-0123",
    Subnets: [{ SubnetIdentifier: "subnet-0b" }, { SubnetIdentifier: "subnet-0a" }],
  },
  VpcSecurityGroups: [
    { VpcSecurityGroupId: "sg-0b", Status: "active" },
    { VpcSecurityGroupId: "sg-0a", Status: "active" },
  ],
  IAMDatabaseAuthenticationEnabled: true,
  MultiAZ: false,
  DeletionProtection: true,
  LatestRestorableTime: new Date("2026-01-01T00:00:00Z"),
};

describe("an instance", () => {
  test("keeps where it stands, with lists in one order", () => {
    expect(decodeInstance(instance)).toEqual({
      name: "mysqldb",
      engine: "mysql",
      engineVersion: "8.0.35",
      status: "available",
      publiclyAccessible: false,
      encrypted: true,
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      port: 3306,
      vpcId: "vpc-0123",
      subnetIds: ["subnet-0a", "subnet-0b"],
      securityGroupIds: ["sg-0a", "sg-0b"],
      iamAuthentication: true,
      clusterName: null,
      multiAz: false,
      deletionProtection: true,
    });
  });
  test("that is still being made has no port", () => {
    expect(
      decodeInstance({ ...instance, DBInstanceStatus: "creating", Endpoint: undefined }).port,
    ).toBeNull();
  });
  test.each([
    ["DBInstance.PubliclyAccessible is missing", { ...instance, PubliclyAccessible: undefined }],
    ["DBInstance.StorageEncrypted is missing", { ...instance, StorageEncrypted: undefined }],
    ["DBInstance.Engine is missing", { ...instance, Engine: undefined }],
  ])("%s: silence is neither private nor encrypted", (message, broken) => {
    expect(() => decodeInstance(broken)).toThrow(message);
  });
});

/** As https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html shows a cluster. */
const cluster = {
  DBClusterIdentifier: "sample-cluster",
  DBClusterArn: "arn:aws:rds:us-east-1:123456789012:cluster:sample-cluster",
  Engine: "aurora-mysql",
  EngineVersion: "8.0.mysql_aurora.3.04.0",
  Status: "available",
  Port: 3306,
  StorageEncrypted: false,
  VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-0a", Status: "active" }],
  IAMDatabaseAuthenticationEnabled: false,
  DBClusterMembers: [
    { DBInstanceIdentifier: "sample-replica", IsClusterWriter: false },
    { DBInstanceIdentifier: "sample-primary", IsClusterWriter: true },
  ],
  MultiAZ: true,
};

test("a cluster keeps its members, and says nothing of public access where its instances do", () => {
  expect(decodeCluster(cluster)).toEqual({
    name: "sample-cluster",
    engine: "aurora-mysql",
    engineVersion: "8.0.mysql_aurora.3.04.0",
    status: "available",
    publiclyAccessible: null,
    encrypted: false,
    kmsKeyId: null,
    port: 3306,
    securityGroupIds: ["sg-0a"],
    iamAuthentication: false,
    instanceNames: ["sample-primary", "sample-replica"],
    multiAz: true,
    deletionProtection: false,
  });
});

test("a cluster that does not say whether it is encrypted is refused", () => {
  expect(() => decodeCluster({ ...cluster, StorageEncrypted: undefined })).toThrow(
    "DBCluster.StorageEncrypted is missing",
  );
});
