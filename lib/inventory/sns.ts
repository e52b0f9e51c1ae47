import { z } from "zod";

/** Resource id: `arn:aws:sns:<region>:<account>:<name>`. */
export const topic = z.strictObject({
  name: z.string(),
  /** The topic policy; SNS gives a topic one when it is made. */
  policy: z.string().nullable(),
  kmsKeyId: z.string().nullable(),
});
