import { formatPercent } from "../format.ts";
import type { TrendDay } from "./trend-days.ts";

/** What the numbers of a chart are, and how they read. */
export interface Scale {
  readonly format: (value: number | null) => string;
  /** Shares are drawn between 0 and 1 around what was measured, all else from 0 up. */
  readonly isShare: boolean;
  /** Drawn as a line of its own, and always within the scale. */
  readonly target?: number;
}

export const shareScale: Scale = { format: (value) => formatPercent(value, 1), isShare: true };

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where a chart begins and ends: whole twentieths around shares, and 0 to a little above the largest of all else. */
export function rangeOf(days: readonly TrendDay[], { isShare, target }: Scale): Range {
  const values = [
    ...days.flatMap(({ value }) => (value === null ? [] : [value])),
    ...(target === undefined ? [] : [target]),
  ];
  const largest = Math.max(...values, 0);
  if (!isShare) return { low: 0, high: Math.ceil(largest + largest / 10) || 1 };
  return {
    low: Math.max(0, Math.floor((Math.min(...values, 1) - 0.02) * 20) / 20),
    high: Math.min(1, Math.ceil((largest + 0.02) * 20) / 20),
  };
}
