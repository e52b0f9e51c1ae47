import type { SeverityLabel } from "@aws-sdk/client-securityhub";

/** A control of the FSBP standard and the kind of resource it is reported on. */
export interface HubControl {
  readonly id: string;
  readonly title: string;
  readonly severity: SeverityLabel;
  readonly on: "account" | "user" | "bucket" | "group" | "instance" | "vpc" | "subnet";
  readonly requirements: readonly string[];
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
  },
  {
    id: "IAM.5",
    title: "MFA should be enabled for all IAM users that have a console password",
    severity: "MEDIUM",
    on: "user",
    requirements: ["CIS AWS Foundations Benchmark v1.4.0/1.10"],
  },
  {
    id: "EC2.8",
    title: "EC2 instances should use Instance Metadata Service Version 2",
    severity: "HIGH",
    on: "instance",
    requirements: [`${nist} AC-3`],
  },
  {
    id: "IAM.6",
    title: "Hardware MFA should be enabled for the root user",
    severity: "CRITICAL",
    on: "account",
    requirements: [`${nist} IA-2(1)`],
  },
  {
    id: "EC2.6",
    title: "VPC flow logging should be enabled in all VPCs",
    severity: "MEDIUM",
    on: "vpc",
    requirements: [`${nist} AU-12`],
  },
  {
    id: "IAM.3",
    title: "IAM users' access keys should be rotated every 90 days or less",
    severity: "MEDIUM",
    on: "user",
    requirements: [`${nist} AC-2(3)`],
  },
  {
    id: "S3.8",
    title: "S3 general purpose buckets should block public access",
    severity: "HIGH",
    on: "bucket",
    requirements: [`${nist} AC-3`],
  },
  {
    id: "EC2.2",
    title: "VPC default security groups should not allow inbound or outbound traffic",
    severity: "HIGH",
    on: "group",
    requirements: [`${nist} SC-7(5)`],
  },
  {
    id: "EC2.15",
    title: "EC2 subnets should not automatically assign public IP addresses",
    severity: "MEDIUM",
    on: "subnet",
    requirements: [`${nist} SC-7`],
  },
  {
    id: "GuardDuty.1",
    title: "GuardDuty should be enabled",
    severity: "HIGH",
    on: "account",
    requirements: [`${nist} SI-4`],
  },
  {
    id: "EC2.9",
    title: "EC2 instances should not have a public IPv4 address",
    severity: "HIGH",
    on: "instance",
    requirements: [`${nist} SC-7`],
  },
  {
    id: "CloudTrail.1",
    title: "CloudTrail should be enabled and configured with at least one multi-Region trail",
    severity: "HIGH",
    on: "account",
    requirements: [`${nist} AU-12`],
  },
  {
    id: "EC2.7",
    title: "EBS default encryption should be enabled",
    severity: "MEDIUM",
    on: "account",
    requirements: [`${nist} SC-28`],
  },
];
