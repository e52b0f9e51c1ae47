import type { Severity } from "#lib/inventory/findings.ts";
import type { FreshnessDto } from "./common.ts";
import type { FindingRowDto } from "./findings.ts";
import type { ScopeRefDto } from "./metrics.ts";

/** What a finding is that opened after its control first gave a verdict in its account. */
export interface DriftStandingDto {
  readonly ageDays: number;
  /** Within how many days it is to be closed; null where its severity has no limit, or none is known. */
  readonly limitDays: number | null;
  /** When those days are over. */
  readonly dueAt: string | null;
}

export interface DriftRowDto extends FindingRowDto, DriftStandingDto {}

export interface DriftCountDto {
  /** All that is open, whether or not a limit is known. */
  readonly open: number;
  readonly overdue: number;
}

export interface DriftDto {
  readonly freshness: FreshnessDto;
  readonly scope: ScopeRefDto | null;
  readonly control: { readonly id: string; readonly title: string } | null;
  /** Days by severity as the latest run judged by them (null: no limit); null where no run has kept them yet. */
  readonly limits: Readonly<Record<Severity, number | null>> | null;
  readonly counts: Readonly<Record<Severity, DriftCountDto>>;
  /** The longest overdue first, what has no limit last. */
  readonly findings: readonly DriftRowDto[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}
