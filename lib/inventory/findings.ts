export const severities = ["informational", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

export const findingKinds = [
  "misconfiguration",
  "threat",
  "external-access",
  "unused-access",
  "vulnerability",
  "sensitive-data",
] as const;
export type FindingKind = (typeof findingKinds)[number];

export const findingSources = [
  "postern",
  "security-hub",
  "guardduty",
  "access-analyzer",
  "inspector",
  "macie",
] as const;
export type FindingSource = (typeof findingSources)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The decisive fragment of a fact and its place in it. */
export interface EvidenceFragment {
  /** What the reader looks at: `Inbound rule 2`, `Statement 1`. */
  readonly label: string;
  /** Kind and path inside the fact: `ec2.security-group inbound[1]`. */
  readonly place: string;
  readonly value: Json;
}

export interface Evidence {
  /** One sentence with the values that decided. */
  readonly summary: string;
  readonly fragments: readonly EvidenceFragment[];
  /** What the control's remediation fills in of this finding, beside account, Region, resource and name. */
  readonly values?: Readonly<Record<string, string>>;
}

/** An open problem as an evaluation or another detector reports it, before the store gives it an interval. */
export interface FindingDraft {
  readonly source: FindingSource;
  readonly kind: FindingKind;
  readonly accountId: string;
  readonly region: string;
  /** Identity within (source, account): `<control>|<region>|<resource>` for our own, else the detector's id. */
  readonly key: string;
  readonly controlId: string | null;
  /** Which of the detector's own controls it is of, such as Security Hub's `S3.5`; null and absent for none. */
  readonly detectorControl?: string | null;
  /** The exception in force that covers it; ours alone. */
  readonly exceptionId?: string | null;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly severity: Severity;
  readonly title: string;
  readonly evidence: Evidence;
  /** When the detector created it; null for our own. */
  readonly detectedAt: Date | null;
  /** When the detector says the activity began; null when it does not say. */
  readonly firstObservedAt: Date | null;
}

/** Another detector says that a finding is no longer open: archived, resolved, suppressed or passed. */
export interface FindingGone {
  readonly gone: true;
  readonly source: FindingSource;
  readonly accountId: string;
  readonly key: string;
  /** It is gone because the resource passes a control of the detector that ours are compared with. */
  readonly passed?: DetectorPass;
}

/** What a detector says passes. */
export interface DetectorPass {
  readonly region: string;
  readonly detectorControl: string;
  readonly resourceId: string;
  readonly title: string;
}

/** What another detector says of one finding, and when it last changed there, if it tells. */
export interface Sighting {
  readonly finding: FindingDraft | FindingGone;
  readonly updatedAt: Date | null;
}
