import { z } from "zod";

/**
 * A customer managed key; AWS managed and AWS owned keys are no facts. Resource id of every KMS kind is the key's
 * ARN: `arn:aws:kms:<region>:<account>:key/<id>`.
 */
export const key = z.strictObject({
  id: z.string(),
  description: z.string(),
  /** Aliases, without `alias/`. */
  aliases: z.array(z.string()),
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` and more. */
  state: z.string(),
  /** `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`. */
  usage: z.string(),
  /** `SYMMETRIC_DEFAULT`, `RSA_2048`, `HMAC_256` and more. */
  spec: z.string(),
  /** `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`. */
  origin: z.string(),
  manager: z.string(),
  multiRegion: z.boolean(),
});

/** Only of keys that can rotate by themselves: symmetric encryption, origin AWS_KMS, enabled. */
export const keyRotation = z.strictObject({
  enabled: z.boolean(),
  periodDays: z.int().nullable(),
});

/** The one policy a key has, named `default`. */
export const keyPolicy = z.strictObject({ document: z.string() });
