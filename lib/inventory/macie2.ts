import { z } from "zod";

/** None where Macie is not enabled. Resource id: `region/<region>`. */
export const session = z.strictObject({
  /** `ENABLED`, or `PAUSED` while nothing is analyzed. */
  status: z.string(),
  findingPublishingFrequency: z.string().nullable(),
});
