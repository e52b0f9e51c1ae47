import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import type { FreshnessDto, MetricDto } from "./common.ts";
import type { TargetDto } from "./metrics.ts";

export interface TargetRecordDto {
  readonly value: number;
  readonly since: string;
  readonly by: string;
  readonly reason: string;
}

/** What one metric is to reach, where it stands, and what it was to reach before. */
export interface MetricTargetDto {
  readonly metric: MeasuredMetric;
  readonly target: TargetDto;
  /** What holds where nobody has set anything, and what the controls judge by. */
  readonly default: number;
  /** Null before the first run. */
  readonly latest: MetricDto | null;
  /** All that was ever set, the newest first; the first is the target. */
  readonly history: readonly TargetRecordDto[];
}

export interface TargetsDto {
  readonly freshness: FreshnessDto;
  readonly targets: readonly MetricTargetDto[];
}
