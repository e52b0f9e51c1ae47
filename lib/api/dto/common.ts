import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import type { RunPurposeDto, RunStateDto } from "./runs.ts";

/** Whether what is shown can be trusted: see design.md, law 1. */
export interface FreshnessDto {
  /** The instant of the last run that ended complete or partial; null before the first. */
  readonly lastRunAt: string | null;
  readonly lastRunId: string | null;
  /** The run under way, if any. */
  readonly activeRunId: string | null;
  /** What it does; null while none is. */
  readonly activePurpose: RunPurposeDto | null;
  /** True when the last run is older than 24 h, counted from the instant the page shows. */
  readonly stale: boolean;
  /** The instant the page shows: now, or the one in the past that was asked for. */
  readonly asOf: string;
  readonly isPast: boolean;
  /** When anything was known first; told of the past only. */
  readonly firstRunAt: string | null;
}

export interface MetricDto {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly n: number;
  readonly unknown: number;
  readonly excluded: Readonly<Record<string, number>>;
  /** 0 to 1; below 0.8 the value is drawn hatched with "insufficient evidence". */
  readonly coverage: number;
}

/** One day of a trend; a day without a point is absent, and drawn as a gap. */
export interface TrendPointDto {
  readonly day: string;
  readonly value: number | null;
  readonly coverage: number;
}

/** Why numbers changed for another reason than what was found. */
export type TrendChangeDto =
  | {
      readonly kind: "control";
      readonly id: string;
      readonly title: string;
      readonly version: number;
      /** It began to judge on that day; otherwise a new version of it did. */
      readonly added: boolean;
    }
  | { readonly kind: "target"; readonly metric: MeasuredMetric; readonly value: number }
  | { readonly kind: "scope"; readonly joined: number; readonly left: number };

/** A day with such changes. */
export interface TrendMarkDto {
  readonly day: string;
  readonly changes: readonly TrendChangeDto[];
}

export interface TallyDto {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
}

export interface CauseDto {
  readonly region: string;
  readonly kind: string;
  readonly state: string;
  /** The IAM action that failed, null where it is not about one. */
  readonly action: string | null;
  readonly message: string;
}

export interface AccountRefDto {
  readonly id: string;
  readonly name: string;
}

export interface PillarDto {
  readonly pillar: string;
  readonly score: MetricDto;
  readonly tally: TallyDto;
}

export interface MappingDto {
  readonly framework: string;
  readonly frameworkTitle: string;
  readonly requirement: string;
  /** True where it is our own reading, not one that AWS or CIS publishes. */
  readonly ours: boolean;
}

/** What an API route answers instead when it cannot: a code to switch on and a sentence for the reader. */
export interface ErrorDto {
  readonly error: {
    readonly code: "bad-request" | "not-found" | "conflict" | "forbidden" | "unavailable" | "internal";
    readonly message: string;
    /** The search parameter or field that is wrong. */
    readonly field: string | null;
  };
}

export interface HealthDto {
  readonly status: "ok" | "degraded";
  readonly database: "up" | "down";
  readonly lastRun: {
    readonly id: string;
    readonly state: RunStateDto;
    readonly finishedAt: string | null;
  } | null;
  readonly version: string;
}
