import { z } from "zod";

/** Resource id: `arn:aws:guardduty:<region>:<account>:detector/<id>`. */
export const detector = z.strictObject({
  id: z.string(),
  status: z.string(),
  findingPublishingFrequency: z.string().nullable(),
  features: z.array(z.strictObject({ name: z.string(), status: z.string() })),
});

/** Resource id: the hub's ARN. */
export const hub = z.strictObject({
  arn: z.string(),
  autoEnableControls: z.boolean(),
  subscribedAt: z.string().nullable(),
});

/** Resource id: the aggregator's ARN. */
export const findingAggregator = z.strictObject({
  arn: z.string(),
  homeRegion: z.string(),
  linkingMode: z.string(),
  regions: z.array(z.string()),
});
