import { z } from "zod";

/** Resource id: `arn:aws:redshift:<region>:<account>:cluster:<name>`. */
export const cluster = z.strictObject({
  name: z.string(),
  status: z.string(),
  publiclyAccessible: z.boolean(),
  encrypted: z.boolean(),
  kmsKeyId: z.string().nullable(),
  enhancedVpcRouting: z.boolean(),
  /** Null while there is no endpoint yet. */
  port: z.int().nullable(),
  vpcId: z.string().nullable(),
  subnetGroupName: z.string().nullable(),
  securityGroupIds: z.array(z.string()),
});
