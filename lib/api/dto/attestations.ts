import type { AccountRefDto, FreshnessDto, TallyDto } from "./common.ts";

export interface AttestationRowDto {
  readonly id: string;
  readonly controlId: string;
  /** Null: for every account of the Organization. */
  readonly account: AccountRefDto | null;
  readonly met: boolean;
  readonly attestedBy: string;
  readonly statement: string;
  readonly evidenceUrl: string;
  readonly attestedAt: string;
  readonly validUntil: string;
  readonly recordedBy: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
  /** `expiring` is in force for few days more; a later one for the same accounts makes one `replaced`. */
  readonly state: "in-force" | "expiring" | "replaced" | "expired" | "withdrawn";
}

/** A control that only somebody's word can decide. */
export interface AttestedControlDto {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly tally: TallyDto;
  readonly unknownAccounts: number;
  /** `none` was ever given, all that were are `over`, or one is in force. */
  readonly state: "none" | "over" | "in-force";
  /** Newest first. */
  readonly attestations: readonly AttestationRowDto[];
}

export interface AttestationsDto {
  readonly freshness: FreshnessDto;
  readonly controls: readonly AttestedControlDto[];
  /** What was recorded or withdrawn last is not in the tallies yet. */
  readonly pending: boolean;
}
