import { z } from "zod";

/** A rule of the default event bus. Resource id: its ARN. */
export const rule = z.strictObject({
  arn: z.string(),
  name: z.string(),
  /** It matches nothing unless `ENABLED` or `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
  state: z.string(),
  /** The pattern as AWS returned it; null for a rule that runs by the clock alone. */
  eventPattern: z.string().nullable(),
  scheduleExpression: z.string().nullable(),
  /** The AWS service that made the rule for itself. */
  managedBy: z.string().nullable(),
  /** Sorted; null for rules that are disabled or have no pattern, which are not asked for theirs. */
  targetArns: z.array(z.string()).nullable(),
});
