import { managementAccountId } from "../world/place.ts";
import type { World } from "../world/world.ts";

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
  "ec2.vpc-block-public-access-exclusion": "ec2:DescribeVpcBlockPublicAccessExclusions",
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
    // Where there are clusters and functions.
    ...lines(`${filled} us-east-1`, {
      "eks.pod-identity-association": "eks:ListPodIdentityAssociations",
      "lambda.function-url": "lambda:ListFunctionUrlConfigs",
    }),
    // Where there is a detector.
    ...[`${filled} us-east-1`, `${security} eu-west-1`, `${security} us-east-1`].flatMap((place) =>
      lines(place, { "guardduty.finding": "guardduty:ListFindings" }),
    ),
  ].sort();
}
