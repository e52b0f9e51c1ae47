import type { FreshnessDto, MetricDto, PillarDto, TallyDto, TrendMarkDto, TrendPointDto } from "./common.ts";
import type { ControlRowDto } from "./controls.ts";
import type { ScopeRefDto } from "./metrics.ts";

/** The last 90 days of a number, and what it was at their beginning. */
export interface CourseDto {
  readonly trend: readonly TrendPointDto[];
  /** The oldest value of those 90 days; null where there is no older one than the newest. */
  readonly before: { readonly day: string; readonly value: number } | null;
}

export interface PhaseDto extends CourseDto {
  readonly phase: number;
  /** Null before the first run. */
  readonly score: MetricDto | null;
  readonly tally: TallyDto;
  /** Nothing of it fails or is unknown, and something was judged. */
  readonly isDone: boolean;
  /** What is left first. */
  readonly controls: readonly ControlRowDto[];
}

/** What the roadmap is to bring about, as numbers that are to become smaller. */
export const successMeasures = [
  "unused-privileges",
  "standing-administration",
  "detection-time",
  "public-exposure",
  "broad-policies",
] as const;
export type SuccessMeasure = (typeof successMeasures)[number];

export interface SuccessDto extends CourseDto {
  readonly measure: SuccessMeasure;
  /** Seconds for the detection time, a count for all else; null where nothing was measured. */
  readonly value: number | null;
  readonly n: number;
  readonly unknown: number;
  readonly coverage: number;
  /** What the value is made of, or stands beside it. */
  readonly parts: readonly { readonly part: "attached" | "apart" | "actions"; readonly count: number }[];
}

export interface RoadmapDto {
  readonly freshness: FreshnessDto;
  readonly scope: ScopeRefDto;
  /** The scopes above, the Organization first. */
  readonly above: readonly ScopeRefDto[];
  readonly phases: readonly PhaseDto[];
  /** The first phase that is not done; null where all are. */
  readonly here: number | null;
  readonly pillars: readonly (PillarDto & CourseDto)[];
  readonly success: readonly SuccessDto[];
  readonly trendMarks: readonly TrendMarkDto[];
}
