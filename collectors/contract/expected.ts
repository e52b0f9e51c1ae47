import type { Verdicts } from "./stored.ts";
import { managementAccountId } from "./world/place.ts";
import type { World } from "./world/world.ts";

export const none: Verdicts = [0, 0, 0, 0];

/**
 * Verdicts (passed, failed, unknown, not applicable) of an account with nothing in it. Its two Regions have
 * AWS's default VPC each, whose default security group has rules; root has a password and no MFA.
 */
export const emptyAccount: Readonly<Record<string, Verdicts>> = {
  "iam-user-mfa": none,
  "iam-no-full-admin": none,
  "root-hardware-mfa": [0, 1, 0, 0],
  "root-no-keys": [1, 0, 0, 0],
  "access-key-age-90d": none,
  "iam-user-dormant-90d": none,
  // OrganizationAccountAccessRole trusts the management account, which is not outside.
  "trust-external-guarded": [0, 0, 0, 1],
  "ec2-instance-role": none,
  "ec2-imdsv2": none,
  "sg-no-open-admin": [2, 0, 0, 0],
  "exposure-lb-nat-only": none,
  "sg-default-closed": [0, 2, 0, 0],
  "s3-policy-present": none,
  "s3-tls-only": none,
  "guardduty-enabled": [0, 2, 0, 0],
  "scp-guardrails": [0, 1, 0, 0],
};

/** The account that the world fills. */
export const production: Readonly<Record<string, Verdicts>> = {
  // alice; bob, ci
  "iam-user-mfa": [1, 2, 0, 0],
  // two inline policies and AmazonS3ReadOnlyAccess; everything; spare-everything
  "iam-no-full-admin": [3, 1, 0, 1],
  "root-hardware-mfa": [0, 1, 0, 0],
  "root-no-keys": [1, 0, 0, 0],
  // bob's key is of today; alice has none and that of ci is inactive
  "access-key-age-90d": [1, 0, 0, 2],
  // all three were created today
  "iam-user-dormant-90d": [3, 0, 0, 0],
  // vendor-guarded; vendor-open; app, OrganizationAccountAccessRole
  "trust-external-guarded": [1, 1, 0, 2],
  // web; legacy
  "ec2-instance-role": [1, 1, 0, 0],
  "ec2-imdsv2": [1, 1, 0, 0],
  // three default groups, closed, listed; ssh, rdp, listed-open
  "sg-no-open-admin": [5, 3, 0, 0],
  // web; legacy. moto leaves the interface of a NAT gateway `available`, so it is not judged.
  "exposure-lb-nat-only": [1, 1, 0, 0],
  // the emptied one; those of the two default VPCs
  "sg-default-closed": [1, 2, 0, 0],
  // tls, europe; bare
  "s3-policy-present": [2, 1, 0, 0],
  // tls; bare, europe
  "s3-tls-only": [1, 2, 0, 0],
  "guardduty-enabled": [1, 1, 0, 0],
  // by the policy of the unit above its own
  "scp-guardrails": [1, 0, 0, 0],
};

/** What moto cannot answer of the Organization, by kind and the operation to blame. */
const ofTheOrganization: Readonly<Record<string, string>> = {
  "access-analyzer.organization-analyzer": "access-analyzer:ListAnalyzers",
  "config.organization-conformance-pack": "config:DescribeOrganizationConformancePacks",
  "guardduty.membership": "guardduty:ListMembers",
  "guardduty.organization-configuration": "guardduty:DescribeOrganizationConfiguration",
  "iam.organization-features": "iam:ListOrganizationsFeatures",
  "inspector.membership": "inspector2:BatchGetAccountStatus",
  "securityhub.finding-aggregator": "securityhub:ListFindingAggregators",
};

/** The same of every Region of every account. */
const ofEveryRegion: Readonly<Record<string, string>> = {
  "access-analyzer.analyzer": "access-analyzer:ListAnalyzers",
  "access-analyzer.finding": "access-analyzer:ListAnalyzers",
  "access-analyzer.unused-finding": "access-analyzer:ListAnalyzers",
  "config.conformance-pack": "config:DescribeConformancePacks",
  "ec2.metadata-defaults": "ec2:GetInstanceMetadataDefaults",
  "ec2.vpc-block-public-access": "ec2:DescribeVpcBlockPublicAccessOptions",
  "inspector.coverage": "inspector2:BatchGetAccountStatus",
  "inspector.finding": "inspector2:BatchGetAccountStatus",
  "macie.session": "macie2:GetMacieSession",
  "securityhub.product-subscription": "securityhub:ListEnabledProductsForImport",
  "ssm.instance": "ssm:DescribeInstanceInformation",
  "ssm.patch-state": "ssm:DescribeInstanceInformation",
};

/** Everything that was not seen, as `gaps` tells it. */
export function expectedGaps({ accounts }: World): string[] {
  const members = Object.values(accounts);
  const { production: filled, security } = accounts;
  const lines = (place: string, unseen: Readonly<Record<string, string>>) =>
    Object.entries(unseen).map(([kind, operation]) => `${place} ${kind} failed ${operation}`);
  // Where Inspector is on, moto says so, lists findings, and lacks coverage alone.
  const { "inspector.finding": _, ...rest } = ofEveryRegion;
  const watched = { ...rest, "inspector.coverage": "inspector2:ListCoverage" };
  const regions = ["eu-west-1", "us-east-1"].flatMap((region) =>
    [managementAccountId, ...members].flatMap((account) =>
      lines(`${account} ${region}`, account === filled && region === "us-east-1" ? watched : ofEveryRegion),
    ),
  );
  return [
    ...lines(`${managementAccountId} global`, ofTheOrganization),
    ...regions,
    // Every member has a role, the one by which Organizations lets its administrators in.
    ...members.flatMap((account) =>
      lines(`${account} global`, { "iam.last-accessed": "iam:GenerateServiceLastAccessedDetails" }),
    ),
    // Where there is a detector.
    ...[`${filled} us-east-1`, `${security} eu-west-1`, `${security} us-east-1`].flatMap((place) =>
      lines(place, { "guardduty.finding": "guardduty:ListFindings" }),
    ),
  ].sort();
}
