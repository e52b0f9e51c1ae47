import type { Severity } from "#lib/inventory/findings.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import type { ChangeKind } from "../compare-filter.ts";
import type { AccountRefDto, CauseDto, FreshnessDto, MetricDto, TallyDto } from "./common.ts";
import type { FindingRowDto } from "./findings.ts";
import type { ScopeRefDto } from "./metrics.ts";

/** One of the two moments that are compared. */
export interface SideDto {
  /** As the address says it: a day or an instant; null for now. */
  readonly asOf: string | null;
  readonly freshness: FreshnessDto;
}

/** Something as it was at both moments; null where it was not there. */
export interface BothDto<T> {
  readonly from: T | null;
  readonly to: T | null;
}

export interface ChangedFindingDto extends FindingRowDto {
  readonly change: ChangeKind;
  readonly changedAt: string;
}

/** Changes of a control's findings, or of those of another detector that are of none of our controls. */
export interface ChangesByControlDto {
  readonly controlId: string | null;
  /** The control's, or the detector's id. */
  readonly title: string;
  readonly counts: Readonly<Record<ChangeKind, number>>;
}

export interface EvidenceChangeDto {
  readonly account: AccountRefDto;
  readonly control: { readonly id: string; readonly title: string; readonly severity: Severity };
  /** Why it is unknown, on the side where it is. */
  readonly causes: readonly CauseDto[];
}

export interface EvidenceChangesDto {
  readonly count: number;
  /** The first of them. */
  readonly rows: readonly EvidenceChangeDto[];
}

export interface AccountChangeDto {
  readonly account: AccountRefDto;
  readonly what: "joined" | "left" | "moved" | "renamed";
  /** Its unit or name then and now; null where it was not there. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface ControlChangeDto {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** It began to judge; otherwise a new version of it did. */
  readonly added: boolean;
  readonly at: string;
}

export interface TargetChangeDto {
  readonly metric: MeasuredMetric;
  readonly from: number;
  readonly to: number;
}

/** The counts that say in one line what changed. */
export type ChangeCountsDto = Readonly<Record<ChangeKind, number>>;

/** What changed between two moments in one scope. */
export interface ChangesDto {
  readonly bySeverity: Readonly<Record<ChangeKind, Readonly<Record<Severity, number>>>>;
  /** The most changed first. */
  readonly byControl: readonly ChangesByControlDto[];
  /** Findings that opened and ended in between: they stand in no other count. */
  readonly cameAndWent: number;
  readonly findings: readonly ChangedFindingDto[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
  readonly evidenceLost: EvidenceChangesDto;
  readonly evidenceRegained: EvidenceChangesDto;
  readonly accounts: readonly AccountChangeDto[];
  readonly controls: readonly ControlChangeDto[];
  readonly targets: readonly TargetChangeDto[];
  readonly score: BothDto<MetricDto>;
  readonly pillars: readonly (BothDto<MetricDto> & { readonly pillar: string })[];
  readonly measures: readonly (BothDto<MetricDto> & { readonly metric: MeasuredMetric })[];
  /** How the chosen control stood; null where none is chosen. */
  readonly tally: BothDto<TallyDto> | null;
}

export interface CompareDto {
  readonly from: SideDto;
  readonly to: SideDto;
  readonly scope: ScopeRefDto | null;
  readonly control: { readonly id: string; readonly title: string } | null;
  /** Null where nothing was known yet at the earlier moment: then nothing can be compared. */
  readonly changes: ChangesDto | null;
}

/** What changed lately, in one line. */
export interface RecentChangesDto {
  /** Since when: a day or an instant, for the address of the comparison. */
  readonly from: string;
  /** Null before the first run. */
  readonly counts: ChangeCountsDto | null;
}
