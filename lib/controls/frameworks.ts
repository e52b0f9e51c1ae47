/** The frameworks a control can be mapped to. CIS numbering changes between versions, so each is its own. */
export const frameworks = {
  "cis-1.4": { title: "CIS AWS Foundations Benchmark 1.4.0" },
  "cis-3.0": { title: "CIS AWS Foundations Benchmark 3.0.0" },
  "cis-5.0": { title: "CIS AWS Foundations Benchmark 5.0.0" },
  fsbp: { title: "AWS Foundational Security Best Practices" },
  "security-hub": { title: "AWS Security Hub controls outside FSBP" },
  "nist-800-53": { title: "NIST SP 800-53 Rev. 5" },
  "nist-800-207": { title: "NIST SP 800-207 zero trust tenets" },
  "cisa-ztmm": { title: "CISA Zero Trust Maturity Model 2.0" },
  checklist: { title: "Zero-trust checklist" },
} as const;
export type FrameworkId = keyof typeof frameworks;

/** Those that have a page, in its order; what of Security Hub is outside FSBP is no standard of its own. */
export const frameworkPages = [
  "checklist",
  "nist-800-207",
  "cisa-ztmm",
  "cis-5.0",
  "cis-3.0",
  "cis-1.4",
  "fsbp",
  "nist-800-53",
] as const satisfies readonly FrameworkId[];

export interface Mapping {
  readonly framework: FrameworkId;
  readonly requirement: string;
  /** False where AWS or CIS publishes the mapping, true where it is our own reading. */
  readonly ours: boolean;
}

function published(framework: FrameworkId, requirements: readonly string[]): Mapping[] {
  return requirements.map((requirement) => ({ framework, requirement, ours: false }));
}

/** CIS AWS Foundations numbers by benchmark version. */
export function cis(numbers: { v14?: string[]; v30?: string[]; v50?: string[] }): Mapping[] {
  return [
    ...published("cis-1.4", numbers.v14 ?? []),
    ...published("cis-3.0", numbers.v30 ?? []),
    ...published("cis-5.0", numbers.v50 ?? []),
  ];
}

/** Security Hub control ids that are part of FSBP. */
export function fsbp(...ids: string[]): Mapping[] {
  return published("fsbp", ids);
}

/** Security Hub control ids that belong to other standards only. */
export function securityHub(...ids: string[]): Mapping[] {
  return published("security-hub", ids);
}

/** NIST SP 800-53 Rev. 5 controls that AWS maps to the same Security Hub control. */
export function nist80053(...ids: string[]): Mapping[] {
  return published("nist-800-53", ids);
}

/** NIST SP 800-53 Rev. 5 controls by our own reading. */
export function nist80053Ours(...ids: string[]): Mapping[] {
  return ids.map((requirement) => ({ framework: "nist-800-53", requirement, ours: true }));
}

/** NIST SP 800-207 section 2.1: the seven tenets. Always our own reading. */
export type Tenet = "T1" | "T2" | "T3" | "T4" | "T5" | "T6" | "T7";
export function tenet(...ids: Tenet[]): Mapping[] {
  return ids.map((requirement) => ({ framework: "nist-800-207", requirement, ours: true }));
}

/** CISA Zero Trust Maturity Model v2: the pillar or capability of a control, added to every control. */
export function cisaPillar(pillar: string): Mapping {
  return { framework: "cisa-ztmm", requirement: pillar, ours: true };
}

/** The item of the 12-item checklist. */
export function checklist(item: number): Mapping[] {
  return [{ framework: "checklist", requirement: String(item), ours: true }];
}

export interface ChecklistItem {
  readonly number: number;
  readonly title: string;
  /** Every control the item needs, those still to be written included: half an item is not a pass. */
  readonly controls: readonly string[];
}

function item(number: number, title: string, ...controls: string[]): ChecklistItem {
  return { number, title, controls };
}

/** The 12-item checklist in its own words; an item is computed from the controls mapped to it. */
export const checklistItems: readonly ChecklistItem[] = [
  item(1, "Every IAM user has MFA", "iam-user-mfa"),
  item(2, "No policy allows everything on everything", "iam-no-full-admin"),
  item(3, "SCPs restrict dangerous actions", "scp-guardrails"),
  item(4, "Root MFA is a hardware device", "root-hardware-mfa"),
  item(5, "Every bucket has an explicit policy", "s3-policy-present"),
  item(6, "CloudTrail in all Regions, logs immutable", "cloudtrail-all-regions", "cloudtrail-immutable"),
  item(7, "GuardDuty on and routed to Security Hub", "guardduty-enabled", "guardduty-to-sechub"),
  item(8, "No open 22, 3389 or 5439", "sg-no-open-admin"),
  item(9, "VPC endpoints for S3, DynamoDB and Secrets Manager", "vpce-core"),
  item(
    10,
    "Credentials are managed, none hard-coded",
    "secrets-rotation",
    "ssm-no-plain-secrets",
    "lambda-env-no-secrets",
    "ecs-env-no-secrets",
  ),
  item(11, "Config on, with a CIS conformance pack", "config-enabled", "config-cis-pack"),
  item(
    12,
    "Services talk through IAM roles, not keys",
    "workload-no-static-keys",
    "ecs-task-role",
    "ec2-instance-role",
    "eks-pod-identity",
  ),
];
