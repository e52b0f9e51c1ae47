import type { MeasuredMetric } from "#lib/metrics/measurement.ts";

/** How the value of a target is written: in which units, and how many of the metric's own each of them is. */
export const targetUnits = {
  "detection-time": [
    { unit: "minutes", label: "minutes", factor: 60 },
    { unit: "seconds", label: "seconds", factor: 1 },
    { unit: "hours", label: "hours", factor: 3600 },
  ],
  "permission-utilization": [{ unit: "percent", label: "% unused", factor: 0.01 }],
  "identity-coverage": [{ unit: "percent", label: "% covered", factor: 0.01 }],
  "network-exposure": [{ unit: "count", label: "resources", factor: 1 }],
} as const satisfies Readonly<
  Record<MeasuredMetric, readonly { unit: string; label: string; factor: number }[]>
>;

/** What is on target: the word before the value. */
export const targetSense = {
  "detection-time": "Below",
  "permission-utilization": "Below",
  "identity-coverage": "At least",
  "network-exposure": "At most",
} as const satisfies Readonly<Record<MeasuredMetric, string>>;

/** What was typed, in the metric's own unit; not a number where it is none. */
export function readTarget(metric: MeasuredMetric, typed: string, unit: string): number {
  const { factor } = targetUnits[metric].find((each) => each.unit === unit) ?? targetUnits[metric][0];
  // Number("") is 0.
  const value = typed.trim() === "" ? Number.NaN : Number(typed.trim());
  // 12.5 % is 0.125, not 0.12500000000000003.
  return Number((value * factor).toPrecision(12));
}
