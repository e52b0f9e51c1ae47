import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { isManagementAccount } from "./management-account.ts";

const wanted = "RootCredentialsManagement";

/**
 * The organization manages root credentials of its member accounts centrally: `RootCredentialsManagement` is
 * on. `RootSessions` alone lets the centre act as root, and takes nobody's password away. Judged once, in the
 * management account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#id_root-user-access-management
 */
export const rootCentralized = defineControl({
  id: "root-centralized",
  title: "Root credentials managed centrally",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.organization-features",
  reads: ["organizations.organization"],
  mappings: [...nist80053Ours("AC-2"), ...tenet("T4")],
  rationale:
    "Every account comes with a root user, its password and its mailbox: hundreds of keys to everything, each to be " +
    "guarded by somebody. Managed centrally, member accounts have no root credentials at all, and new ones are " +
    "born without.",
  remediation: {
    summary:
      "Turn the feature on in the management account, then delete the root credentials of the member accounts. The " +
      "few tasks that need root are done in short, recorded sessions from the centre.",
    cli: lines(
      "# In the management account:",
      "aws organizations enable-aws-service-access --service-principal=iam.amazonaws.com",
      "aws iam enable-organizations-root-credentials-management",
      "aws iam enable-organizations-root-sessions",
    ),
    terraform: lines(
      'resource "aws_iam_organizations_features" "root" {',
      '  enabled_features = ["RootCredentialsManagement", "RootSessions"]',
      "}",
    ),
    verify: "aws iam list-organizations-features",
  },
  subjects: (facts, at) =>
    isManagementAccount(facts, at)
      ? accountSubject(at, facts.all("iam.organization-features")[0]?.payload ?? null)
      : [],
  evaluate: ({ value }) => {
    if (value === null)
      throw new Undecidable("The features that IAM manages centrally are not among the facts.");
    const enabled = fragment("Enabled features", "iam.organization-features enabled", value.enabled);
    return value.enabled.includes(wanted)
      ? pass("The organization manages root credentials centrally.", enabled)
      : fail(`The organization has not enabled ${wanted}.`, enabled);
  },
});
