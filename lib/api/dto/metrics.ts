import type { Forecast } from "#lib/metrics/forecast.ts";
import type { HumanIdentity } from "#lib/metrics/human-identity.ts";
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

/** A VPC with resources that any address may send to. */
export interface ExposedNetworkDto {
  readonly vpcId: string;
  readonly account: AccountRefDto;
  readonly exposed: number;
  readonly reachable: number;
}

/** The middle one of some spans of time, and how many there are; null where there is none. */
export interface SpanDto {
  readonly n: number;
  readonly p50: number | null;
}

/** What comes after the detection of the threats that count, in seconds: no part of the mean time to detect. */
export interface ThreatTimesDto {
  /** From the detector's finding to Postern's. */
  readonly pipeline: SpanDto;
  /** From the detector's finding to its end, of those that ended. */
  readonly resolution: SpanDto;
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
  /** VPCs that hold what is exposed, the most exposed first; empty for the other metrics. */
  readonly networks: readonly ExposedNetworkDto[];
  /** Null for the other metrics. */
  readonly threatTimes: ThreatTimesDto | null;
  /** How people get into the accounts of the scope; null for the other metrics. */
  readonly humanIdentity: HumanIdentity | null;
  /** Things, the worst first, and where the next page begins. */
  readonly rows: readonly MeasurementDto[];
  readonly nextCursor: string | null;
}

/** A service as a principal's last-accessed report tells it. */
export interface ServiceUseDto {
  readonly namespace: string;
  /** The day of its last use within the reporting period; null where there was none. */
  readonly lastOn: string | null;
  /** Actions whose use AWS tracks, and those of them used within the window; null where it tracks none. */
  readonly tracked: number | null;
  readonly used: number | null;
}

export interface PrincipalDto {
  readonly freshness: FreshnessDto;
  readonly measurement: MeasurementDto;
  readonly name: string;
  readonly services: readonly ServiceUseDto[];
  /** Null where it cannot be told; `undecided` says why. */
  readonly rightSized: {
    /** Policy documents as they are pasted into IAM. */
    readonly documents: readonly string[];
    readonly removed: readonly string[];
    readonly removedPrivileged: number;
    readonly notes: readonly string[];
    readonly blindSpots: readonly string[];
  } | null;
  readonly undecided: string | null;
}
