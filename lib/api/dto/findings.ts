import type { Evidence, FindingKind, FindingSource, Severity } from "#lib/inventory/findings.ts";
import type { AccountRefDto, CauseDto, FreshnessDto, MappingDto } from "./common.ts";
import type { SecondOpinionDto } from "./disagreements.ts";
import type { DriftStandingDto } from "./drift.ts";

export interface FindingRowDto {
  /** Stable for good: the finding's address. */
  readonly uid: string;
  readonly account: AccountRefDto;
  readonly region: string;
  readonly source: FindingSource;
  readonly kind: FindingKind;
  readonly controlId: string | null;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly severity: Severity;
  readonly title: string;
  readonly openedAt: string;
  readonly resolvedAt: string | null;
  /** The exception that holds it, or last did; null where none does. */
  readonly exceptionId: string | null;
  /** Excepted: still there, and accepted by somebody until a day. */
  readonly status: "open" | "excepted" | "resolved";
}

export interface FindingsDto {
  readonly freshness: FreshnessDto;
  readonly findings: readonly FindingRowDto[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
  /** How many match, counted up to `countLimit`. */
  readonly count: number;
  readonly countLimit: number;
}

export interface FindingDto {
  readonly freshness: FreshnessDto;
  readonly finding: FindingRowDto & {
    readonly evidence: Evidence;
    readonly detectedAt: string | null;
    readonly firstObservedAt: string | null;
  };
  /** The raw fact the finding is about, as it was at the instant shown; null for other detectors' findings. */
  readonly fact: {
    readonly kind: string;
    readonly payload: unknown;
    readonly seenSince: string;
    readonly confirmedAt: string | null;
    /** The run that confirmed it; null where its evidence is gone. */
    readonly runId: string | null;
  } | null;
  /** What holds it now; null while nothing does. */
  readonly exception: {
    readonly id: string;
    readonly owner: string;
    readonly approver: string;
    readonly reason: string;
    readonly endsAt: string;
  } | null;
  /** Set when the inputs were not completely seen at the last run: the finding is the last that was known. */
  readonly evidenceLost: readonly CauseDto[];
  /** How it stands as drift; null where it is none: see lib/queries/drift-rows.ts. */
  readonly drift: DriftStandingDto | null;
  /** What Security Hub says of the same resource, or our controls of one of its own; null where none is compared. */
  readonly secondOpinion: SecondOpinionDto | null;
  readonly control: {
    readonly id: string;
    readonly title: string;
    readonly rationale: string;
    readonly remediation: {
      readonly summary: string;
      readonly cli: string;
      readonly terraform: string;
      readonly policy: string | null;
      readonly verify: string;
    };
    readonly mappings: readonly MappingDto[];
    readonly runbook: string | null;
  } | null;
  /** What has become of it after the past moment that is shown; null where nothing has, and at present. */
  readonly since: {
    readonly what: "changed" | "resolved" | "departed" | "reopened";
    readonly at: string;
  } | null;
  /** Every version and reopening, newest first. */
  readonly history: readonly {
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly ended: "changed" | "resolved" | "departed" | null;
    readonly severity: Severity;
    readonly summary: string;
    /** The exception that held it then. */
    readonly exceptionId: string | null;
  }[];
}
