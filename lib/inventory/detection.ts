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

/** What GuardDuty's administrator has switched on for members. Resource id: the administrator's detector ARN. */
export const organizationConfiguration = z.strictObject({
  detectorId: z.string(),
  region: z.string(),
  /** `ALL`, `NEW` accounts or `NONE`. */
  autoEnableMembers: z.string(),
  memberLimitReached: z.boolean(),
  /** Sorted by name. */
  features: z.array(z.strictObject({ name: z.string(), autoEnable: z.string() })),
});

/** A product whose findings Security Hub takes in. Resource id: the subscription's ARN. */
export const productSubscription = z.strictObject({
  arn: z.string(),
  /** Company and product: `aws/guardduty`. */
  product: z.string(),
});

/**
 * The accounts whose findings an administrator sees in a Region, itself included. Resource id:
 * `membership/<region>`.
 */
export const membership = z.strictObject({
  region: z.string(),
  administratorId: z.string(),
  accountIds: z.array(z.string()),
});
