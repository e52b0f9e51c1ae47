import type { Forecast } from "#lib/metrics/forecast.ts";
import type { MeasuredMetric, MeasurementDetail } from "#lib/metrics/measurement.ts";
import type { SummaryDetail } from "#lib/metrics/summary.ts";
import type { AccountRefDto, FreshnessDto, MetricDto, TrendMarkDto, TrendPointDto } from "./common.ts";

/** One of the four metrics in a scope, with what stands beside its value. */
export interface MeasuredDto extends MetricDto {
  readonly detail: SummaryDetail;
}

export interface TargetDto {
  readonly value: number;
  /** When it was set, by whom and why; null for the default. */
  readonly set: { readonly since: string; readonly by: string; readonly reason: string } | null;
}

/** What a reader looks at first: a metric with its target, its last 90 days and where it is going. */
export interface HeadlineDto {
  readonly metric: MeasuredMetric;
  /** Null before the first run. */
  readonly latest: MeasuredDto | null;
  readonly target: TargetDto;
  readonly trend: readonly TrendPointDto[];
  /** The value 30 days before the newest point, or the first since then; null where there is none. */
  readonly before: { readonly day: string; readonly value: number } | null;
  readonly forecast: Forecast;
}

export type MetricScopeKind = "organization" | "organizational-unit" | "account";

export interface ScopeRefDto {
  readonly kind: MetricScopeKind;
  readonly id: string;
  readonly name: string;
}

/** A unit or an account under the scope that is shown. */
export interface MetricPartDto {
  readonly id: string;
  readonly name: string;
  /** Null for an account: its unit. */
  readonly parentId: string | null;
  readonly latest: MeasuredDto | null;
}

/** One bar of the distribution: things whose value is at least `from` and under `to` (null: no bound). */
export interface BinDto {
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

export interface MeasurementDto {
  readonly account: AccountRefDto;
  readonly region: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly standing: "counted" | "excluded" | "unknown";
  readonly reason: string | null;
  readonly class: string;
  readonly value: number | null;
  readonly at: string | null;
  /** Since when it has been just so. */
  readonly since: string;
  readonly detail: MeasurementDetail;
}

/** How many things stand alike. */
export interface GroupDto {
  readonly standing: MeasurementDto["standing"];
  readonly reason: string | null;
  readonly class: string;
  readonly subjectType: string;
  readonly count: number;
}

export interface MetricPageDto {
  readonly freshness: FreshnessDto;
  readonly scope: ScopeRefDto;
  /** The scopes above, the Organization first. */
  readonly above: readonly ScopeRefDto[];
  readonly headline: HeadlineDto;
  readonly trendMarks: readonly TrendMarkDto[];
  /** Of what counts, by value; empty where values are 1 and 0. */
  readonly distribution: readonly BinDto[];
  readonly groups: readonly GroupDto[];
  /** Units right below the scope, then its accounts, the worst first. */
  readonly units: readonly MetricPartDto[];
  readonly accounts: readonly MetricPartDto[];
  /** Things, the worst first, and where the next page begins. */
  readonly rows: readonly MeasurementDto[];
  readonly nextCursor: string | null;
}
