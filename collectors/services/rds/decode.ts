import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import { need, sorted } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** @throws Malformed where a field that AWS always sends is missing; as does the other. */
export function decodeInstance(instance: DBInstance): PayloadOf<"rds.instance"> {
  return {
    name: need(instance.DBInstanceIdentifier, "DBInstance.DBInstanceIdentifier"),
    engine: need(instance.Engine, "DBInstance.Engine"),
    engineVersion: instance.EngineVersion ?? "",
    status: need(instance.DBInstanceStatus, "DBInstance.DBInstanceStatus"),
    publiclyAccessible: need(instance.PubliclyAccessible, "DBInstance.PubliclyAccessible"),
    encrypted: need(instance.StorageEncrypted, "DBInstance.StorageEncrypted"),
    kmsKeyId: instance.KmsKeyId ?? null,
    port: instance.Endpoint?.Port ?? null,
    vpcId: instance.DBSubnetGroup?.VpcId ?? null,
    subnetIds: sorted((instance.DBSubnetGroup?.Subnets ?? []).map((subnet) => subnet.SubnetIdentifier)),
    securityGroupIds: sorted((instance.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId)),
    iamAuthentication: instance.IAMDatabaseAuthenticationEnabled ?? false,
    clusterName: instance.DBClusterIdentifier ?? null,
    multiAz: instance.MultiAZ ?? false,
    deletionProtection: instance.DeletionProtection ?? false,
  };
}

export function decodeCluster(cluster: DBCluster): PayloadOf<"rds.cluster"> {
  return {
    name: need(cluster.DBClusterIdentifier, "DBCluster.DBClusterIdentifier"),
    engine: need(cluster.Engine, "DBCluster.Engine"),
    engineVersion: cluster.EngineVersion ?? "",
    status: need(cluster.Status, "DBCluster.Status"),
    publiclyAccessible: cluster.PubliclyAccessible ?? null,
    encrypted: need(cluster.StorageEncrypted, "DBCluster.StorageEncrypted"),
    kmsKeyId: cluster.KmsKeyId ?? null,
    port: cluster.Port ?? null,
    securityGroupIds: sorted((cluster.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId)),
    iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled ?? false,
    instanceNames: sorted((cluster.DBClusterMembers ?? []).map((member) => member.DBInstanceIdentifier)),
    multiAz: cluster.MultiAZ ?? false,
    deletionProtection: cluster.DeletionProtection ?? false,
  };
}
