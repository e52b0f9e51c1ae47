import type { Outcome } from "#lib/controls/define.ts";
import type { Coverage, CoverageCause } from "#lib/inventory/coverage.ts";
import type { Exception } from "#lib/inventory/exceptions.ts";
import type { FindingDraft } from "#lib/inventory/findings.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";

/** What one account is judged on. Facts and coverage of organization kinds come from the management account. */
export interface EvaluationInput {
  readonly accountId: string;
  readonly asOf: Date;
  /** Regions in scope: enabled in the account and not left out by configuration. */
  readonly regions: readonly string[];
  readonly facts: Iterable<Fact>;
  readonly coverage: Iterable<Coverage>;
  /** Exceptions in force at `asOf`. */
  readonly exceptions?: readonly Exception[];
  readonly organization: { readonly facts: Iterable<Fact>; readonly coverage: Iterable<Coverage> };
  /** Told every verdict with its evidence, whether an exception covers it or not; an unknown is none. */
  readonly onVerdict?: (verdict: SubjectVerdict) => void;
}

/** What a control says of one subject. */
export interface SubjectVerdict {
  readonly controlId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly resourceType: FactKind;
  readonly outcome: Outcome;
}

/**
 * Why a control gave no verdict: what was not seen, where, and why.
 *
 * `undecidable`: seen, and still not enough (a policy that does not parse). `defect`: the control broke.
 */
export interface UnknownCause {
  readonly region: string;
  readonly kind: string;
  readonly state:
    | "partial"
    | "denied"
    | "throttled"
    | "failed"
    | "stale"
    | "not-collected"
    | "undecidable"
    | "defect";
  /** What coverage recorded; null where it recorded nothing, and for `undecidable` and `defect`. */
  readonly cause: CoverageCause | null;
  /** What did not decide, or which control broke and how; null for the states of coverage. */
  readonly reason: string | null;
}

export interface ControlTally {
  readonly controlId: string;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
  readonly causes: readonly UnknownCause[];
}

/** Where a control was judged: its findings there that are not drafted again are resolved. */
export interface JudgedScope {
  readonly controlId: string;
  readonly region: string;
  /** Resources there that were not seen or not decided: their findings stay as they are. */
  readonly unseen: readonly string[];
}

export interface Evaluation {
  readonly tallies: readonly ControlTally[];
  readonly findings: readonly FindingDraft[];
  readonly judged: readonly JudgedScope[];
}
