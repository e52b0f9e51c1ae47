import { z } from "zod";

/**
 * Resource id: `arn:aws:rds:<region>:<account>:db:<name>`. Instances of Amazon DocumentDB and Neptune are listed
 * here too: `engine` is `docdb` or `neptune`.
 */
export const instance = z.strictObject({
  name: z.string(),
  engine: z.string(),
  engineVersion: z.string(),
  status: z.string(),
  publiclyAccessible: z.boolean(),
  encrypted: z.boolean(),
  kmsKeyId: z.string().nullable(),
  /** Null while there is no endpoint yet. */
  port: z.int().nullable(),
  vpcId: z.string().nullable(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  iamAuthentication: z.boolean(),
  /** Name of the cluster it belongs to. */
  clusterName: z.string().nullable(),
  multiAz: z.boolean(),
  deletionProtection: z.boolean(),
});

/** Resource id: `arn:aws:rds:<region>:<account>:cluster:<name>`; of Aurora, Multi-AZ, DocumentDB and Neptune. */
export const cluster = z.strictObject({
  name: z.string(),
  engine: z.string(),
  engineVersion: z.string(),
  status: z.string(),
  /** Only of Multi-AZ DB clusters; elsewhere each instance says so itself. */
  publiclyAccessible: z.boolean().nullable(),
  encrypted: z.boolean(),
  kmsKeyId: z.string().nullable(),
  port: z.int().nullable(),
  securityGroupIds: z.array(z.string()),
  iamAuthentication: z.boolean(),
  instanceNames: z.array(z.string()),
  multiAz: z.boolean(),
  deletionProtection: z.boolean(),
});
