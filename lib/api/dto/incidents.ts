import type { IncidentSummary } from "#lib/metrics/incidents.ts";
import type { AccountRefDto, FreshnessDto } from "./common.ts";

export interface IncidentDto {
  readonly id: string;
  /** Null: of the whole Organization. */
  readonly account: AccountRefDto | null;
  readonly title: string;
  readonly reason: string;
  readonly breachStartedAt: string;
  readonly detectedAt: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
}

export interface IncidentsDto {
  readonly freshness: FreshnessDto;
  /** Of those that were detected in the last 30 days and are not withdrawn. */
  readonly summary: IncidentSummary;
  /** Those detected last come first. */
  readonly incidents: readonly IncidentDto[];
}
