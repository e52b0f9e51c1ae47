import type { MeasuredMetric } from "./measurement.ts";

/**
 * What the metrics are to reach unless the organization sets something else (metrics.md): seconds, the share of
 * permissions unused, the share of workloads covered, resources exposed.
 */
export const defaultTargets = {
  "detection-time": 300,
  "permission-utilization": 0.1,
  "identity-coverage": 1,
  "network-exposure": 0,
} as const satisfies Readonly<Record<MeasuredMetric, number>>;

/** Which way is better, and whether the target itself is still on target. */
const sense = {
  "detection-time": "below",
  "permission-utilization": "below",
  "identity-coverage": "at-least",
  "network-exposure": "at-most",
} as const satisfies Readonly<Record<MeasuredMetric, "below" | "at-most" | "at-least">>;

export function isLowerBetter(metric: MeasuredMetric): boolean {
  return sense[metric] !== "at-least";
}

/** Whether a value is on target: a mean of exactly 300 s is not below 300 s. */
export function isOnTarget(metric: MeasuredMetric, value: number, target: number): boolean {
  if (sense[metric] === "below") return value < target;
  return sense[metric] === "at-most" ? value <= target : value >= target;
}
