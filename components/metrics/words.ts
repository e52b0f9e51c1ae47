import type { MetricDto, TrendMarkDto } from "#lib/api/dto/common.ts";
import type { HeadlineDto } from "#lib/api/dto/metrics.ts";
import type { Forecast } from "#lib/metrics/forecast.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { isLowerBetter, isOnTarget } from "#lib/metrics/targets.ts";
import type { Scale } from "../charts/scale.ts";
import { formatCount, formatDate, formatMetric, formatSeconds } from "../format.ts";

/** What each metric is called, and what it counts: one and many. */
export const metricWords = {
  "detection-time": { name: "Mean time to detect", short: "Detection time", thing: "threat" },
  "permission-utilization": { name: "Unused permissions", short: "Permissions", thing: "principal" },
  "identity-coverage": { name: "Workload identity coverage", short: "Identity coverage", thing: "workload" },
  "network-exposure": { name: "Network exposure", short: "Exposure", thing: "resource" },
} as const satisfies Readonly<Record<MeasuredMetric, { name: string; short: string; thing: string }>>;

const isShare = (metric: MeasuredMetric) =>
  metric === "permission-utilization" || metric === "identity-coverage";

/** How a metric's numbers are drawn. */
export function scaleOf(metric: MeasuredMetric, target: number): Scale {
  return { format: (value) => formatMetric(metric, value), isShare: isShare(metric), target };
}

/** `below 5 min 0 s`, `at least 100 %`. */
export function targetText(metric: MeasuredMetric, target: number): string {
  const value = formatMetric(metric, target);
  if (metric === "identity-coverage") return target === 1 ? value : `at least ${value}`;
  if (metric === "network-exposure") return target === 0 ? value : `at most ${value}`;
  return `below ${value}`;
}

export type Standing = "on-target" | "off-target" | "unmeasured";

/** Whether a value is where it should be. */
export function standingOf(metric: MeasuredMetric, value: number | null, target: number): Standing {
  if (value === null) return "unmeasured";
  return isOnTarget(metric, value, target) ? "on-target" : "off-target";
}

export const standingWords = {
  "on-target": "On target",
  "off-target": "Off target",
  unmeasured: "Not measured",
} as const satisfies Record<Standing, string>;

export interface Change {
  /** With its sign: `−2.1 points`, `+3`, `−1 min 3 s`. */
  readonly text: string;
  readonly direction: "better" | "worse" | "same";
}

/** What became of a value since an earlier one, in the metric's own unit. */
export function changeOf(metric: MeasuredMetric, before: number, now: number): Change {
  const by = now - before;
  const size = Math.abs(by);
  const text = isShare(metric)
    ? `${(size * 100).toFixed(1)} points`
    : metric === "detection-time"
      ? formatSeconds(size)
      : formatCount(size);
  const isSame = isShare(metric) ? size < 0.0005 : metric === "detection-time" ? size < 0.05 : size === 0;
  if (isSame) return { text: "no change", direction: "same" };
  const isBetter = by < 0 === isLowerBetter(metric);
  return { text: `${by < 0 ? "−" : "+"}${text}`, direction: isBetter ? "better" : "worse" };
}

/** The change of a headline over its last 30 days, or as many as there are; null where nothing can be compared. */
export function changeSince({
  metric,
  latest,
  before,
  trend,
}: HeadlineDto): (Change & { readonly days: number }) | null {
  const now = latest?.value ?? null;
  const newest = trend.at(-1)?.day;
  if (before === null || now === null || newest === undefined) return null;
  const days = Math.round((Date.parse(newest) - Date.parse(before.day)) / 86_400_000);
  return { ...changeOf(metric, before.value, now), days };
}

/** Where a metric is going, in one sentence. */
export function forecastText(forecast: Forecast): string {
  if (forecast.outcome === "on-target") return "On target.";
  if (forecast.outcome === "too-few")
    return `Too few days for a forecast: ${forecast.days} of the 14 it takes.`;
  if (forecast.outcome === "not-converging")
    return "Not converging: the last 90 days do not lead to the target.";
  const { day, earliest, latest } = forecast;
  const until =
    latest === null
      ? `after ${formatDate(earliest)}`
      : `between ${formatDate(earliest)} and ${formatDate(latest)}`;
  return `If it goes on like this, the target is reached about ${formatDate(day)} (${until}).`;
}

/** The marks that bear on a metric: its own target, and who joined or left. */
export function marksOf(metric: MeasuredMetric, marks: readonly TrendMarkDto[]): readonly TrendMarkDto[] {
  return marks.flatMap(({ day, changes }) => {
    const own = changes.filter(
      (change) => change.kind === "scope" || (change.kind === "target" && change.metric === metric),
    );
    return own.length === 0 ? [] : [{ day, changes: own }];
  });
}

/** How many were left out on purpose, whatever the reason. `excluded` names the reasons of what is unknown too. */
export function countLeftOut({ excluded, unknown }: Pick<MetricDto, "excluded" | "unknown">): number {
  return Object.values(excluded).reduce((sum, count) => sum + count, 0) - unknown;
}
