import type { TrendPointDto } from "#lib/api/dto/common.ts";
import { isWeak } from "../posture/evidence-level.ts";

const DAY_MS = 86_400_000;

/** One day of a chart: null where there is nothing to draw, so that a gap stays a gap. */
export interface TrendDay {
  readonly day: string;
  readonly value: number | null;
  /** The value where enough was seen; lines run between such days only. */
  readonly firm: number | null;
  /** The value of a weakly founded day and of its neighbours, so that the line reaches it. */
  readonly weak: number | null;
  readonly coverage: number | null;
  /** Neither the day before nor the day after was measured: no line runs through it. */
  readonly alone: boolean;
  readonly isWeak: boolean;
}

/** Each of the last `count` days in turn; days that were not measured are there, empty. */
export function trendDays(
  points: readonly TrendPointDto[],
  count: number,
  until: string,
): readonly TrendDay[] {
  const byDay = new Map(points.map((point) => [point.day.slice(0, 10), point]));
  const last = Math.floor(Date.parse(until) / DAY_MS);
  const measured = (day: number) => {
    const point = byDay.get(isoDay(day));
    return point === undefined || point.value === null
      ? null
      : { value: point.value, coverage: point.coverage, weak: isWeak(point) };
  };
  return Array.from({ length: count }, (_, index): TrendDay => {
    const day = last - count + 1 + index;
    const [before, here, after] = [measured(day - 1), measured(day), measured(day + 1)];
    const nearWeak = here?.weak === true || before?.weak === true || after?.weak === true;
    const outside = { before: index === 0, after: index === count - 1 };
    return {
      day: isoDay(day),
      value: here?.value ?? null,
      firm: here === null || here.weak ? null : here.value,
      weak: here !== null && nearWeak ? here.value : null,
      coverage: here?.coverage ?? null,
      alone: here !== null && (before === null || outside.before) && (after === null || outside.after),
      isWeak: here?.weak ?? false,
    };
  });
}

function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
