/**
 * What of a control of ours and one of Security Hub can be compared, where both judge the same subject.
 *
 * - `both`: they ask the same.
 * - `failures`: Security Hub asks for less, so that what fails there must fail here, and what passes says nothing.
 * - `passes`: it asks for more, so that what passes there must pass here, and what fails says nothing.
 */
export type Comparable = "both" | "failures" | "passes";

/** What both are about: one resource, or the account or its Region as a whole. */
export type PairSubject = "resource" | "account" | "region";

export interface DetectorPair {
  readonly control: string;
  /** Security Hub's id of its control. */
  readonly detectorControl: string;
  readonly compares: Comparable;
  readonly subject: PairSubject;
}

function pairs(compares: Comparable, subject: PairSubject, of: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(of).flatMap(([control, ids]): DetectorPair[] =>
    ids.map((detectorControl) => ({ control, detectorControl, compares, subject })),
  );
}

/** Every pair of mapped controls whose words about a subject are held against each other. */
export const detectorPairs: readonly DetectorPair[] = [
  ...pairs("both", "resource", {
    "iam-no-full-admin": ["IAM.1"],
    "iam-no-user-policies": ["IAM.2"],
    "access-key-age-90d": ["IAM.3"],
    "iam-user-mfa": ["IAM.19"],
    "iam-no-service-wildcard": ["IAM.21"],
    "resource-policy-no-public": ["Lambda.1", "KMS.5"],
    "cloudtrail-kms": ["CloudTrail.2"],
    "cloudtrail-validation": ["CloudTrail.4"],
    "sg-default-closed": ["EC2.2"],
    "vpc-flow-logs": ["EC2.6"],
    "ec2-imdsv2": ["EC2.8"],
    "ec2-private": ["EC2.9"],
    "subnet-private": ["EC2.15"],
    "nacl-no-open-admin": ["EC2.21"],
    "lt-imdsv2": ["EC2.170"],
    "db-not-public": ["RDS.2", "Redshift.1"],
    "rds-encrypted": ["RDS.3"],
    "kms-rotation": ["KMS.4"],
    "s3-tls-only": ["S3.5"],
    "s3-versioning": ["S3.14"],
    "s3-mfa-delete": ["S3.20"],
    "secrets-rotation": ["SecretsManager.1"],
    "ec2-ssm-managed": ["SSM.1"],
    "ecr-scan": ["ECR.1"],
    "ecr-immutable-tags": ["ECR.2"],
    "ecs-unprivileged": ["ECS.4"],
    "eks-endpoint-private": ["EKS.1"],
  }),
  ...pairs("both", "account", {
    "root-no-keys": ["IAM.4"],
    "root-hardware-mfa": ["IAM.6"],
    "security-contact": ["Account.1"],
    "cloudtrail-all-regions": ["CloudTrail.1"],
    "s3-bpa-account": ["S3.1"],
  }),
  ...pairs("both", "region", {
    "guardduty-enabled": ["GuardDuty.1"],
    "macie-enabled": ["Macie.1"],
    "ebs-default-encryption": ["EC2.7"],
    "aa-external-enabled": ["IAM.28"],
  }),
  // Users with a console password alone; one port or one address family; read or write alone; some names alone.
  ...pairs("failures", "resource", {
    "iam-user-mfa": ["IAM.5"],
    "sg-no-open-admin": ["EC2.13", "EC2.14", "EC2.53", "EC2.54"],
    "kms-policy-scoped": ["KMS.5"],
    "ecs-env-no-secrets": ["ECS.8"],
  }),
  ...pairs("failures", "account", { "cloudtrail-data-events": ["S3.22", "S3.23"] }),
  // Each credential by itself; the bucket's own settings, whatever the account blocks.
  ...pairs("passes", "resource", { "iam-user-dormant-90d": ["IAM.8"], "s3-bpa-bucket": ["S3.8"] }),
];

/** Mapped controls that are not compared, with the reason. */
export const notCompared: readonly (readonly [control: string, detectorControl: string, reason: string])[] = [
  ["sg-no-open-admin", "EC2.19", "It asks for other ports: either may fail where the other passes."],
  [
    "sg-no-open-admin",
    "Redshift.15",
    "It judges the port of clusters, not their security groups' admin ports.",
  ],
  ["resource-policy-no-public", "S3.2", "It judges ACLs too, and reading alone."],
  ["resource-policy-no-public", "S3.3", "It judges ACLs too, and writing alone."],
  ["exposure-lb-nat-only", "EC2.18", "It judges security groups, ours what they are attached to."],
  ["vpc-bpa", "EC2.172", "AWS does not document how it names the settings of a Region."],
  ["ec2-patched", "SSM.2", "It judges the patch state as a resource of its own."],
  ["config-enabled", "Config.1", "It asks for a service-linked role, and for fewer resource types."],
  ["org-all-features", "Account.2", "It judges whether an account is in an Organization, ours its features."],
];

const byControl = Map.groupBy(detectorPairs, ({ control }) => control);
const byDetectorControl = Map.groupBy(detectorPairs, ({ detectorControl }) => detectorControl);

/** The pairs of one of our controls. */
export function pairsOf(control: string): readonly DetectorPair[] {
  return byControl.get(control) ?? [];
}

/** The pairs of one of Security Hub's. */
export function pairsOfDetector(detectorControl: string): readonly DetectorPair[] {
  return byDetectorControl.get(detectorControl) ?? [];
}

/** The controls of Security Hub whose passes say something of ours, sorted. */
export const passesWanted: readonly string[] = [...byDetectorControl]
  .filter(([, of]) => of.some(({ compares }) => compares !== "failures"))
  .map(([id]) => id)
  .sort();
