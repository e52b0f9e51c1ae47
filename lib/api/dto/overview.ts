import type { Severity } from "#lib/inventory/findings.ts";
import type { RequirementState } from "#lib/metrics/requirements.ts";
import type { AccountRowDto } from "./accounts.ts";
import type {
  CauseDto,
  FreshnessDto,
  MetricDto,
  PillarDto,
  TallyDto,
  TrendMarkDto,
  TrendPointDto,
} from "./common.ts";
import type { ExceptionCountsDto } from "./exceptions.ts";
import type { HeadlineDto } from "./metrics.ts";

export interface ChecklistItemDto {
  readonly number: number;
  readonly title: string;
  readonly state: RequirementState;
  readonly tally: TallyDto;
  readonly controlIds: readonly string[];
  /** Controls of the item that this version does not have yet. */
  readonly missing: readonly string[];
}

/** How many findings of each severity were open at the end of an earlier day. */
export interface FindingsBeforeDto {
  readonly day: string;
  readonly counts: Readonly<Record<Severity, number>>;
}

export interface OverviewDto {
  readonly freshness: FreshnessDto;
  /** Null before the first run. */
  readonly organization: { readonly id: string; readonly managementAccountId: string } | null;
  readonly accounts: { readonly active: number; readonly inactive: number };
  readonly score: MetricDto | null;
  readonly scoreTrend: readonly TrendPointDto[];
  readonly trendMarks: readonly TrendMarkDto[];
  /** The four metrics, in the order of lib/metrics/measurement.ts. */
  readonly headlines: readonly HeadlineDto[];
  readonly coverage: MetricDto | null;
  readonly pillars: readonly PillarDto[];
  readonly checklist: readonly ChecklistItemDto[];
  readonly worstAccounts: readonly AccountRowDto[];
  /** Open findings by severity, our own and other detectors'. */
  readonly openFindings: Readonly<Record<Severity, number>>;
  /** The same 30 days before the newest day; null where nothing is known of a day before it. */
  readonly openFindingsBefore: FindingsBeforeDto | null;
  readonly exceptions: ExceptionCountsDto;
  /** What keeps coverage below 100 %: the most frequent causes now. */
  readonly gaps: readonly (CauseDto & { readonly accounts: number; readonly places: number })[];
}
