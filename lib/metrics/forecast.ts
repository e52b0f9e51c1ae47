import type { MeasuredMetric } from "./measurement.ts";
import { isLowerBetter, isOnTarget } from "./targets.ts";

/** A day (UTC) and the value of that day. */
export interface DayValue {
  readonly day: string;
  readonly value: number;
}

/** Where a metric is going, by a straight line through its last days. */
export type Forecast =
  | { readonly outcome: "on-target" }
  /** Fewer than `fewestDays` days with a value, or no time between them. */
  | { readonly outcome: "too-few"; readonly days: number }
  /** It moves away from the target, or no way that can be told from noise. */
  | { readonly outcome: "not-converging"; readonly perDay: number }
  | {
      readonly outcome: "converging";
      /** Change of the value a day. */
      readonly perDay: number;
      /** The day on which the line meets the target. */
      readonly day: string;
      /** The days on which the steepest and the flattest line of the band meet it; null where that is years away. */
      readonly earliest: string;
      readonly latest: string | null;
    };

export const fewestDays = 14;
export const forecastWindowDays = 90;
/** What lies further ahead is no forecast. */
const furthestDays = 5 * 365;
const dayMs = 86_400_000;

/** Two-sided 95 % quantiles of Student's t, by degrees of freedom; beyond the table the normal one. */
const quantiles: readonly (readonly [number, number])[] = [
  [12, 2.179],
  [15, 2.131],
  [20, 2.086],
  [30, 2.042],
  [60, 2.0],
  [120, 1.98],
];

function quantile(freedom: number): number {
  // The next smaller row: the band is rather too wide than too narrow.
  return quantiles.findLast(([from]) => from <= freedom)?.[1] ?? quantiles[0]?.[1] ?? 0;
}

interface Line {
  readonly slope: number;
  /** Half the width of the slope's 95 % interval. */
  readonly error: number;
  /** The line's value at the last day. */
  readonly last: number;
}

/**
 * Least squares through (day, value), with the standard error of the slope widened for days that are alike: values of
 * neighbouring days depend on each other, so that n days say less than n (effective n by the lag-1 correlation of
 * the residuals).
 */
function fit(points: readonly (readonly [number, number])[]): Line | null {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const sxx = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (sxx === 0) return null;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / sxx;
  const residuals = points.map(([x, y]) => y - meanY - slope * (x - meanX));
  const squares = residuals.reduce((sum, each) => sum + each ** 2, 0);
  const together = residuals.slice(1).reduce((sum, each, at) => sum + each * (residuals[at] ?? 0), 0);
  const alike = squares === 0 ? 0 : Math.min(0.99, Math.max(0, together / squares));
  const effective = Math.max(3, (n * (1 - alike)) / (1 + alike));
  const error = Math.sqrt(squares / (effective - 2) / sxx) * quantile(effective - 2);
  const lastX = points.at(-1)?.[0] ?? 0;
  return { slope, error, last: meanY + slope * (lastX - meanX) };
}

/**
 * When a metric reaches its target if it goes on as in the last 90 days: a straight line through the days that have a
 * value, and the 95 % interval of its slope as the band. Not converging where that interval holds zero or points
 * away from the target, and where the target is more than five years ahead.
 *
 * @param days in order; days without a value are left out, not taken for zero
 */
export function forecast(metric: MeasuredMetric, target: number, days: readonly DayValue[]): Forecast {
  const newest = days.at(-1);
  if (newest === undefined) return { outcome: "too-few", days: 0 };
  if (isOnTarget(metric, newest.value, target)) return { outcome: "on-target" };
  const end = Date.parse(newest.day);
  const points = days
    .map(({ day, value }) => [(Date.parse(day) - end) / dayMs, value] as const)
    .filter(([x]) => x > -forecastWindowDays);
  const line = points.length < fewestDays ? null : fit(points);
  if (line === null) return { outcome: "too-few", days: points.length };
  const towards = isLowerBetter(metric) ? -1 : 1;
  const { slope, error, last } = line;
  const speed = slope * towards;
  // What is still to go, on the line; a line that is there already while the last day is not is no forecast.
  const distance = (target - last) * towards;
  const ahead = (perDay: number) => (perDay <= 0 ? Infinity : Math.max(0, distance) / perDay);
  if (speed - error <= 0 || ahead(speed) > furthestDays) return { outcome: "not-converging", perDay: slope };
  // A line through whole numbers meets its target on a day, not a rounding error after it.
  const dateAfter = (count: number) =>
    new Date(end + Math.ceil(count - 1e-9) * dayMs).toISOString().slice(0, 10);
  const latest = ahead(speed - error);
  return {
    outcome: "converging",
    perDay: slope,
    day: dateAfter(ahead(speed)),
    earliest: dateAfter(ahead(speed + error)),
    latest: latest > furthestDays ? null : dateAfter(latest),
  };
}
