import type { TrendPointDto } from "#lib/api/dto/common.ts";
import { isWeak } from "../posture/evidence-level.ts";

const DAY_MS = 86_400_000;

export interface TrendSegment {
  /** Insufficient evidence at either end. */
  readonly weak: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Place {
  readonly day: number;
  readonly value: number;
  readonly weak: boolean;
}

function placesOf(points: readonly TrendPointDto[]): Place[] {
  return points.flatMap((point) =>
    point.value === null
      ? []
      : [{ day: Date.parse(point.day) / DAY_MS, value: point.value, weak: isWeak(point) }],
  );
}

/**
 * Lines between neighbouring days only: a day that was not measured is a gap, never bridged. `x` and `y`
 * run from 0 to 1; `low` and `high` are the values at `y` 1 and 0.
 */
export function trendSegments(
  points: readonly TrendPointDto[],
  days: number,
  lastDay: string,
): { readonly segments: readonly TrendSegment[]; readonly low: number; readonly high: number } {
  const end = Math.floor(Date.parse(lastDay) / DAY_MS);
  const places = placesOf(points).filter(({ day }) => day > end - days && day <= end);
  const values = places.map(({ value }) => value);
  const low = Math.max(0, Math.floor((Math.min(...values, 1) - 0.02) * 20) / 20);
  const high = Math.min(1, Math.ceil((Math.max(...values, 0) + 0.02) * 20) / 20);
  const at = ({ day, value }: Place) => ({
    x: (day - (end - days + 1)) / Math.max(1, days - 1),
    y: high === low ? 0.5 : (high - value) / (high - low),
  });
  const segments = places.flatMap((place, index): TrendSegment[] => {
    const next = places[index + 1];
    const previous = places[index - 1];
    if (next !== undefined && next.day - place.day === 1)
      return [{ weak: place.weak || next.weak, points: [at(place), at(next)] }];
    // A day without neighbours is a point: a line of no length with round ends.
    const alone = previous === undefined || place.day - previous.day !== 1;
    return alone ? [{ weak: place.weak, points: [at(place), at(place)] }] : [];
  });
  return { segments, low, high };
}
