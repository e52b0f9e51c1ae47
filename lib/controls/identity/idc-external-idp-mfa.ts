import { defineControl, fragment } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { attested } from "../governance/attested.ts";
import { accountSubject } from "../subjects.ts";

const id = "idc-external-idp-mfa";

/**
 * People reach Identity Center through an identity provider that demands MFA. No API tells an identity
 * provider's policy, so somebody attests it for the Organization; the issuers of its users' external ids are
 * shown as a hint. Judged in the management account, where there is an instance of Identity Center.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source-idp.html
 */
export const idcExternalIdpMfa = defineControl({
  id,
  title: "External IdP with MFA",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "identity-center.instance",
  reads: ["identity-center.user", "organizations.organization", "postern.attestation"],
  mappings: [...nist80053Ours("IA-2(1)"), ...tenet("T6")],
  rationale:
    "Whoever can sign in to Identity Center can enter every account it assigns them to, so its sign-in is as " +
    "strong as the identity provider behind it. AWS cannot see whether that provider asks for a second " +
    "factor; somebody who can has to say so, and again within a year.",
  remediation: {
    summary:
      "Use an external identity provider with phishing-resistant MFA for everyone, then record an attestation " +
      "on the page of this control with a link to the provider's policy. With Identity Center's own directory, " +
      "set MFA to be asked for at every sign-in instead.",
    cli: "aws sso-admin list-instances\naws identitystore list-users --identity-store-id=STORE --query=Users[].ExternalIds[].Issuer",
    terraform: 'data "aws_ssoadmin_instances" "all" {}',
    verify: "aws identitystore list-users --identity-store-id=STORE --query=Users[].ExternalIds[].Issuer",
  },
  runbook: "credential-compromise",
  subjects: (facts, at) => {
    const [organization] = facts.all("organizations.organization");
    if (organization?.payload.managementAccountId !== at.accountId) return [];
    // An instance that an account made for itself signs nobody in to other accounts.
    const instances = facts
      .all("identity-center.instance")
      .filter(({ payload }) => payload.ownerAccountId === null || payload.ownerAccountId === at.accountId);
    return instances.length === 0 ? [] : accountSubject(at, instances[0]?.payload);
  },
  evaluate: (_, facts, at) => {
    const issuers = new Set(
      facts.all("identity-center.user").flatMap(({ payload }) => payload.externalIssuers),
    );
    const said = attested(facts, id, at);
    const hint = fragment(
      "Issuers of users' ids",
      "identity-center.user externalIssuers",
      [...issuers].sort(),
    );
    return { ...said, evidence: { ...said.evidence, fragments: [...said.evidence.fragments, hint] } };
  },
});
