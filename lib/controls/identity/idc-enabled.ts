import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { isManagementAccount } from "./management-account.ts";

/**
 * The organization has an ACTIVE instance of IAM Identity Center. An instance that a member account made for
 * itself knows no permission sets and does not count. Judged once, in the management account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html
 */
export const idcEnabled = defineControl({
  id: "idc-enabled",
  title: "Identity Center on",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "identity-center.instance",
  reads: ["organizations.organization"],
  mappings: [
    ...cis({ v14: ["1.21"], v30: ["1.21"], v50: ["1.20"] }),
    ...nist80053Ours("IA-2"),
    ...tenet("T6"),
  ],
  rationale:
    "People who sign in to each account with a user of its own keep passwords and keys in all of them, and nobody " +
    "knows which are left when they leave. One place that knows them, gives short sessions and takes everything " +
    "back at once is what makes the rest possible.",
  remediation: {
    summary:
      "Enable Identity Center for the organization from the management account, connect your identity provider, " +
      "and delegate its administration. AWS offers this first step in its console alone.",
    cli: lines(
      "# After it was enabled in the console of the management account:",
      "aws organizations register-delegated-administrator --service-principal=sso.amazonaws.com --account-id=ACCOUNT",
      "aws sso-admin list-instances",
    ),
    terraform: lines(
      "# There is no resource for the instance of an organization; what it knows is read by:",
      'data "aws_ssoadmin_instances" "this" {}',
      "",
      'resource "aws_organizations_delegated_administrator" "sso" {',
      '  service_principal = "sso.amazonaws.com"',
      '  account_id        = "ACCOUNT"',
      "}",
    ),
    verify: "aws sso-admin list-instances --query='Instances[].[OwnerAccountId,Status]'",
  },
  subjects: (facts, at) =>
    isManagementAccount(facts, at)
      ? accountSubject(
          at,
          facts.all("identity-center.instance").map((fact) => fact.payload),
        )
      : [],
  evaluate: ({ value: instances }, _, at) => {
    const fragments = instances.map(({ arn, ownerAccountId, status }) =>
      fragment("Instance", "identity-center.instance", { arn, ownerAccountId, status }),
    );
    const active = instances.filter(({ status }) => status === "ACTIVE");
    if (active.some(({ ownerAccountId }) => ownerAccountId === at.accountId))
      return pass("The organization's instance of Identity Center is active.", ...fragments);
    if (active.some(({ ownerAccountId }) => ownerAccountId === null))
      throw new Undecidable("An instance of Identity Center does not name its owner.");
    if (instances.length === 0) return fail("The organization has no instance of Identity Center.");
    return active.length > 0
      ? fail("Identity Center belongs to a member account, not to the organization.", ...fragments)
      : fail("No instance of Identity Center is active.", ...fragments);
  },
});
