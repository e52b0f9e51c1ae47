import { z } from "zod";
import { type MeasuredMetric, type Measurement, type PortClass, portClasses } from "./measurement.ts";
import { type Metric, ratio } from "./metric.ts";
import { defaultTargets } from "./targets.ts";

const count = z.int().nonnegative();

/** What stands beside the value of a metric in a scope. */
export const summaryDetail = z.strictObject({
  /**
   * Of seconds and shares unused that count: nearest rank, but the median of permissions lies between the two
   * middle ones. Null for metrics whose things have no value but 1 and 0.
   */
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  /** How many of them are within the default target: at most 300 s, under a tenth unused. */
  within: count,
  /** Things by class, whatever their standing. */
  classes: z.record(z.string(), count),
  /** What counts, by the type of the thing. */
  types: z.record(z.string(), z.strictObject({ numerator: z.number(), denominator: z.number() })),
  /** Exposed resources by the classes of ports that stand open; one may be in several. */
  ports: z.record(z.enum(portClasses), count),
  /** Actions granted, and the unused ones that write or manage permissions, over all principals that count. */
  granted: count,
  unusedPrivileged: count,
  /** Principals that count and hold at least one such unused action. */
  privileged: count,
  /** What is left out and has a value of its own, by reason: how many, and the sum of their values. */
  apart: z.record(z.string(), z.strictObject({ n: count, sum: z.number() })),
});
export type SummaryDetail = z.infer<typeof summaryDetail>;

/** A metric of a scope, with what stands beside it. */
export interface Summary extends Metric {
  readonly detail: SummaryDetail;
}

/** Metrics whose things have values of their own, to be set in order. */
export const rankedMetrics = ["detection-time", "permission-utilization"] as const satisfies MeasuredMetric[];

function isRanked(metric: MeasuredMetric): boolean {
  return rankedMetrics.some((each) => each === metric);
}

/** The nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Half-way between the two middle ones, where there are two. */
function median(sorted: readonly number[]): number | null {
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low === undefined || high === undefined ? null : low + (high - low) * (middle - Math.floor(middle));
}

function isWithin(metric: MeasuredMetric, value: number): boolean {
  if (metric === "detection-time") return value <= defaultTargets[metric];
  return metric === "permission-utilization" && value < defaultTargets[metric];
}

function countBy(keys: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);

/**
 * The value of a metric in a scope (metrics.md): the mean time to detect in seconds, the median share of unused
 * permissions (its numerator and denominator are the pooled actions), the share of workloads covered, and the
 * number of resources exposed. Null where nothing counts.
 */
function headline(
  metric: MeasuredMetric,
  { numerator, denominator }: { readonly numerator: number; readonly denominator: number },
  sorted: readonly number[],
): number | null {
  if (metric === "permission-utilization") return median(sorted);
  if (metric === "network-exposure") return denominator === 0 ? null : numerator;
  return ratio(numerator, denominator);
}

/** One metric over the measurements of a scope, whatever the scope. */
export function summarize(metric: MeasuredMetric, measurements: readonly Measurement[]): Summary {
  const own = measurements.filter((each) => each.metric === metric);
  const counted = own.filter(({ standing }) => standing === "counted");
  const values = counted.flatMap(({ value }) => value ?? []).sort((a, b) => a - b);
  const ranked = isRanked(metric) ? values : [];
  const totals = {
    numerator: sum(counted.map(({ numerator }) => numerator)),
    denominator: sum(counted.map(({ denominator }) => denominator)),
  };
  const types: Record<string, { numerator: number; denominator: number }> = {};
  const apart: Record<string, { n: number; sum: number }> = {};
  for (const { subjectType, numerator, denominator } of counted) {
    const type = types[subjectType] ?? { numerator: 0, denominator: 0 };
    types[subjectType] = {
      numerator: type.numerator + numerator,
      denominator: type.denominator + denominator,
    };
  }
  for (const { standing, reason, value } of own)
    if (standing === "excluded" && reason !== null && value !== null) {
      const known = apart[reason] ?? { n: 0, sum: 0 };
      apart[reason] = { n: known.n + 1, sum: known.sum + value };
    }
  const permissions = counted.flatMap(({ detail }) =>
    detail.metric === "permission-utilization" ? [detail] : [],
  );
  return {
    ...totals,
    value: headline(metric, totals, values),
    n: counted.length,
    excluded: countBy(own.flatMap(({ reason }) => reason ?? [])),
    unknown: own.filter(({ standing }) => standing === "unknown").length,
    detail: {
      p50: metric === "permission-utilization" ? median(ranked) : percentile(ranked, 0.5),
      p90: percentile(ranked, 0.9),
      p95: percentile(ranked, 0.95),
      within: values.filter((value) => isWithin(metric, value)).length,
      classes: countBy(own.map((each) => each.class)),
      types,
      ports: portsOf(counted),
      granted: sum(permissions.map(({ granted }) => granted)),
      unusedPrivileged: sum(permissions.map(({ unusedPrivileged }) => unusedPrivileged)),
      privileged: permissions.filter(({ unusedPrivileged }) => unusedPrivileged > 0).length,
      apart,
    },
  };
}

function portsOf(counted: readonly Measurement[]): Record<PortClass, number> {
  const ports = { admin: 0, web: 0, other: 0, all: 0 };
  for (const { numerator, detail } of counted)
    if (numerator > 0 && detail.metric === "network-exposure")
      for (const each of new Set(detail.portClasses)) ports[each]++;
  return ports;
}
