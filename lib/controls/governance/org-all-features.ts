import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053, securityHub, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";

/**
 * The Organization has all features, not consolidated billing alone. It is one for all accounts, so it is
 * judged in the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
 */
export const orgAllFeatures = defineControl({
  id: "org-all-features",
  title: "Organization has all features",
  version: 1,
  severity: "high",
  pillar: "governance",
  phase: 4,
  subject: "organizations.organization",
  reads: [],
  mappings: [...securityHub("Account.2"), ...nist80053("CM-2"), ...tenet("T4")],
  rationale:
    "An organization that only shares its bill cannot set a limit on any account: no service control policies, no " +
    "organization trail, no delegated administrators. Every other guardrail begins here.",
  remediation: {
    summary:
      "Ask the members for all features from the management account. Each invited account must approve, and it " +
      "cannot be taken back: read first what service control policies will be able to do.",
    cli: lines(
      "aws organizations enable-all-features",
      "# When every invited account has accepted its handshake, accept the management account's own:",
      "aws organizations accept-handshake --handshake-id=HANDSHAKE",
      "aws organizations enable-policy-type --root-id=ROOT --policy-type=SERVICE_CONTROL_POLICY",
    ),
    terraform: lines(
      'resource "aws_organizations_organization" "this" {',
      '  feature_set          = "ALL"',
      '  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]',
      "}",
    ),
    verify: "aws organizations describe-organization --query=Organization.FeatureSet",
  },
  subjects: (facts, at) =>
    facts
      .all("organizations.organization")
      .filter(({ payload }) => payload.managementAccountId === at.accountId)
      .map(({ resourceId, payload }) => ({ resourceId, value: payload })),
  evaluate: ({ value: { id, featureSet } }) => {
    const seen = fragment("Feature set", "organizations.organization featureSet", featureSet);
    return featureSet === "ALL"
      ? pass(`${id} has all features.`, seen)
      : fail(`${id} has ${featureSet} only.`, seen);
  },
});
