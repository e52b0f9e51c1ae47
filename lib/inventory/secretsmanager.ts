import { z } from "zod";

/**
 * A secret's description, never its value. Resource id of both kinds:
 * `arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>`. Secrets whose deletion is scheduled
 * are no facts.
 */
export const secret = z.strictObject({
  name: z.string(),
  rotationEnabled: z.boolean(),
  /** Days between rotations; null for none and for a schedule that cannot be said in days. */
  rotationDays: z.int().nullable(),
  /** UTC day. */
  lastRotatedOn: z.iso.date().nullable(),
  /** The AWS service that made and rotates it, such as `rds`. */
  owningService: z.string().nullable(),
  /** Null where the AWS managed key `aws/secretsmanager` encrypts it. */
  kmsKeyId: z.string().nullable(),
  /** Where a replicated secret is rotated; null for one that is not replicated. */
  primaryRegion: z.string().nullable(),
});

export const secretPolicy = z.strictObject({
  /** The resource policy; null when the secret has none. */
  document: z.string().nullable(),
});
