import type { SeverityLabel } from "@aws-sdk/client-securityhub";

/** A control of the FSBP standard and the kind of resource it is reported on. */
export interface HubControl {
  readonly id: string;
  readonly title: string;
  readonly severity: SeverityLabel;
  readonly on: "account" | "user" | "bucket" | "group" | "instance" | "vpc" | "subnet";
  readonly requirements: readonly string[];
  /** Which verdict of the truth it is about; none where it asks something that no control of the truth does. */
  readonly judges?: Judges;
}

export interface Judges {
  readonly control: string;
  /** What both are about, where the truth names it otherwise than Security Hub. */
  readonly as?: "account" | "root" | "region";
  /** It asks for less than the truth's control, and may pass what that fails, or for more, the other way round. */
  readonly asks?: "less" | "more";
}

const nist = "NIST.800-53.r5";
export const hubControls: readonly HubControl[] = [
  {
    id: "EC2.19",
    title: "Security groups should not allow unrestricted access to ports with high risk",
    severity: "CRITICAL",
    on: "group",
    requirements: [`${nist} AC-4`],
  },
  {
    id: "S3.5",
    title: "S3 general purpose buckets should require requests to use SSL",
    severity: "MEDIUM",
    on: "bucket",
    requirements: [`${nist} SC-8`],
    judges: { control: "s3-tls-only" },
  },
  {
    id: "IAM.5",
    title: "MFA should be enabled for all IAM users that have a console password",
    severity: "MEDIUM",
    on: "user",
    requirements: ["CIS AWS Foundations Benchmark v1.4.0/1.10"],
    judges: { control: "iam-user-mfa", asks: "less" },
  },
  {
    id: "EC2.8",
    title: "EC2 instances should use Instance Metadata Service Version 2",
    severity: "HIGH",
    on: "instance",
    requirements: [`${nist} AC-3`],
    judges: { control: "ec2-imdsv2" },
  },
  {
    id: "IAM.6",
    title: "Hardware MFA should be enabled for the root user",
    severity: "CRITICAL",
    on: "account",
    requirements: [`${nist} IA-2(1)`],
    judges: { control: "root-hardware-mfa", as: "root" },
  },
  {
    id: "EC2.6",
    title: "VPC flow logging should be enabled in all VPCs",
    severity: "MEDIUM",
    on: "vpc",
    requirements: [`${nist} AU-12`],
    judges: { control: "vpc-flow-logs" },
  },
  {
    id: "IAM.3",
    title: "IAM users' access keys should be rotated every 90 days or less",
    severity: "MEDIUM",
    on: "user",
    requirements: [`${nist} AC-2(3)`],
    judges: { control: "access-key-age-90d" },
  },
  {
    id: "S3.8",
    title: "S3 general purpose buckets should block public access",
    severity: "HIGH",
    on: "bucket",
    requirements: [`${nist} AC-3`],
    judges: { control: "s3-bpa-bucket", asks: "more" },
  },
  {
    id: "EC2.2",
    title: "VPC default security groups should not allow inbound or outbound traffic",
    severity: "HIGH",
    on: "group",
    requirements: [`${nist} SC-7(5)`],
    judges: { control: "sg-default-closed" },
  },
  {
    id: "EC2.15",
    title: "EC2 subnets should not automatically assign public IP addresses",
    severity: "MEDIUM",
    on: "subnet",
    requirements: [`${nist} SC-7`],
    judges: { control: "subnet-private" },
  },
  {
    id: "GuardDuty.1",
    title: "GuardDuty should be enabled",
    severity: "HIGH",
    on: "account",
    requirements: [`${nist} SI-4`],
    judges: { control: "guardduty-enabled", as: "region" },
  },
  {
    id: "EC2.9",
    title: "EC2 instances should not have a public IPv4 address",
    severity: "HIGH",
    on: "instance",
    requirements: [`${nist} SC-7`],
    judges: { control: "ec2-private" },
  },
  {
    id: "CloudTrail.1",
    title: "CloudTrail should be enabled and configured with at least one multi-Region trail",
    severity: "HIGH",
    on: "account",
    requirements: [`${nist} AU-12`],
    judges: { control: "cloudtrail-all-regions", as: "account" },
  },
  {
    id: "EC2.7",
    title: "EBS default encryption should be enabled",
    severity: "MEDIUM",
    on: "account",
    requirements: [`${nist} SC-28`],
    judges: { control: "ebs-default-encryption", as: "region" },
  },
];
