import { z } from "zod";

/** Resource id: the repository's ARN. */
export const repository = z.strictObject({
  name: z.string(),
  /** `IMMUTABLE` or `MUTABLE`; with the suffix `_WITH_EXCLUSION` where some tags are otherwise. */
  tagMutability: z.string(),
  /** Tags (with `*`) that are left out of it. */
  tagExclusions: z.array(z.string()),
  scanOnPush: z.boolean(),
  encryptionType: z.string(),
  kmsKey: z.string().nullable(),
});

/** Resource id: the repository's ARN. */
export const repositoryPolicy = z.strictObject({
  /** The policy document; null when the repository has none. */
  document: z.string().nullable(),
});

/** Resource id: `region/<region>`. */
export const registryScanning = z.strictObject({
  /** `BASIC`, or `ENHANCED` by Inspector. */
  scanType: z.string(),
  rules: z.array(
    z.strictObject({
      /** `SCAN_ON_PUSH`, `CONTINUOUS_SCAN` or `MANUAL`. */
      frequency: z.string(),
      /** Repository names with `*`; a filter without one matches every name that holds it. */
      filters: z.array(z.string()),
    }),
  ),
});
