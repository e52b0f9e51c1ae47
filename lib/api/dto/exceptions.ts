import type { ExceptionScope } from "#lib/inventory/exceptions.ts";
import type { FreshnessDto } from "./common.ts";
import type { FindingRowDto } from "./findings.ts";

/** `expiring` is in force and ends within `expiringDays`; `revoked` ended before its time, `over` at it. */
export type ExceptionStateDto = "scheduled" | "in-force" | "expiring" | "over" | "revoked";

export interface ExceptionRowDto {
  readonly id: string;
  readonly control: { readonly id: string; readonly title: string };
  readonly scope: ExceptionScope;
  readonly target: string;
  /** The name of the account or organizational unit it covers; null for the other scopes. */
  readonly targetName: string | null;
  readonly reason: string;
  readonly owner: string;
  readonly requester: string;
  readonly approver: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly revokedAt: string | null;
  readonly state: ExceptionStateDto;
  /** The findings it holds now, counted up to `countLimit`. */
  readonly findings: number;
}

export interface ExceptionsDto {
  readonly freshness: FreshnessDto;
  readonly exceptions: readonly ExceptionRowDto[];
  /** How many there are in each state, whatever state is shown. Those that expire are in force too. */
  readonly counts: Readonly<Record<ExceptionStateDto, number>>;
  /** There are more than are listed. */
  readonly more: boolean;
  readonly countLimit: number;
}

export interface ExceptionDto {
  readonly freshness: FreshnessDto;
  readonly exception: ExceptionRowDto & {
    readonly recordedAt: string;
    readonly recordedBy: string;
    readonly revokedBy: string | null;
    /** Its start or end is not in the findings yet: the next judgement is to come. */
    readonly pending: boolean;
  };
  /** What it holds, or held until it ended, the worst first; as they are now. */
  readonly findings: readonly FindingRowDto[];
  readonly moreFindings: boolean;
  readonly countLimit: number;
}

/** In force now, and how many of those end soon. */
export interface ExceptionCountsDto {
  readonly inForce: number;
  readonly expiring: number;
}
