import { z } from "zod";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { text } from "./input-fields.ts";

const longestDays = 365;

/** What each metric can be asked to reach, in its own unit: seconds, shares, whole resources. */
const limits: Readonly<Record<MeasuredMetric, readonly [(value: number) => boolean, string]>> = {
  "detection-time": [
    (value) => value > 0 && value <= longestDays * 86_400,
    `A time of more than 0 seconds and at most ${longestDays} days.`,
  ],
  "permission-utilization": [
    (value) => value > 0 && value <= 1,
    "A share of more than 0 % and at most 100 %.",
  ],
  "identity-coverage": [(value) => value > 0 && value <= 1, "A share of more than 0 % and at most 100 %."],
  "network-exposure": [
    (value) => Number.isInteger(value) && value >= 0 && value <= 1_000_000,
    "A whole number of resources, 0 or more.",
  ],
};

const fields = z.strictObject({
  metric: z.enum(measuredMetrics, "Choose a metric."),
  value: z.number("A number."),
  reason: text("Say why this is what to reach.", 4000),
});

export type TargetInput = z.infer<typeof fields>;

/** What a target must say, in the form and in the API; the value is in seconds, a share of 1, or a count. */
export const targetInput = fields.refine(({ metric, value }) => limits[metric][0](value), {
  path: ["value"],
  error: (issue) => {
    const parsed = fields.pick({ metric: true }).strip().safeParse(issue.input);
    return parsed.success ? limits[parsed.data.metric][1] : "A number.";
  },
  when: ({ value }) => fields.pick({ metric: true, value: true }).strip().safeParse(value).success,
});
