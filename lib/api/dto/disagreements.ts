import type { Evidence } from "#lib/inventory/findings.ts";
import type { AccountRefDto } from "./common.ts";

/** Security Hub and a control of ours say the opposite of one resource; both sides with their evidence. */
export interface DisagreementDto {
  readonly uid: string;
  readonly account: AccountRefDto;
  readonly region: string;
  readonly controlId: string;
  readonly resourceId: string;
  readonly since: string;
  /** Ours; Security Hub says the other. */
  readonly verdict: "pass" | "fail";
  readonly evidence: Evidence;
  readonly detectorControl: string;
  readonly detectorRegion: string;
  readonly detectorTitle: string;
  readonly detectorEvidence: Evidence;
  /** The finding that is open on the failing side. */
  readonly findingUid: string;
}

/** The finding of the other side that says the same. */
export interface CorroborationDto {
  readonly findingUid: string;
  /** Security Hub's id of its control, and ours. */
  readonly detectorControl: string;
  readonly controlId: string;
  readonly region: string;
  readonly title: string;
  /** Since both have said so. */
  readonly since: string;
}

/** What the other side says of a finding's resource. */
export interface SecondOpinionDto {
  /** Which controls of the other side are held against this finding. */
  readonly comparedWith: readonly string[];
  readonly corroborations: readonly CorroborationDto[];
  readonly disagreements: readonly DisagreementDto[];
}
