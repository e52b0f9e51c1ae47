import { z } from "zod";

/** A resource that has or had tags; what never had any is not listed by AWS. Resource id: the ARN. */
export const taggedResource = z.strictObject({
  arn: z.string(),
  /** Sorted by key. */
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
});
