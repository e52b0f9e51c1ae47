import { z } from "zod";

/** Resource id: `arn:aws:sqs:<region>:<account>:<name>`. */
export const queue = z.strictObject({
  name: z.string(),
  /** The queue policy; null when there is none. */
  policy: z.string().nullable(),
  kmsKeyId: z.string().nullable(),
  /** Encrypted with a key of SQS itself. */
  sqsManagedEncryption: z.boolean(),
});
