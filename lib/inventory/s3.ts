import { z } from "zod";

/** Resource id of every S3 kind but the account's own: `arn:aws:s3:::<name>`. */
export const bucket = z.strictObject({
  name: z.string(),
  region: z.string(),
  createdAt: z.iso.datetime().nullable(),
});

export const bucketPolicy = z.strictObject({
  /** The policy document; null when the bucket has none (`NoSuchBucketPolicy`). */
  document: z.string().nullable(),
});

export const bucketPolicyStatus = z.strictObject({ isPublic: z.boolean() });

export const bucketPublicAccessBlock = z.strictObject({
  blockPublicAcls: z.boolean(),
  ignorePublicAcls: z.boolean(),
  blockPublicPolicy: z.boolean(),
  restrictPublicBuckets: z.boolean(),
});

/** Resource id: `account/<account id>`. All false where the account never set it. */
export const accountPublicAccessBlock = z.strictObject(bucketPublicAccessBlock.shape);

export const bucketVersioning = z.strictObject({
  status: z.enum(["Enabled", "Suspended", "Off"]),
  mfaDelete: z.boolean(),
});

export const bucketEncryption = z.strictObject({
  algorithm: z.string().nullable(),
  kmsKeyId: z.string().nullable(),
});

export const bucketObjectLock = z.strictObject({
  enabled: z.boolean(),
  mode: z.string().nullable(),
  retentionDays: z.int().nullable(),
});
