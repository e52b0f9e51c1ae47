import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { rootSubject, summaryOf } from "./root-account.ts";

/**
 * Root has no access keys.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-4
 */
export const rootNoKeys = defineControl({
  id: "root-no-keys",
  title: "Root has no access keys",
  version: 1,
  severity: "critical",
  pillar: "identity",
  phase: 1,
  subject: "iam.account-summary",
  reads: [],
  mappings: [
    ...fsbp("IAM.4"),
    ...cis({ v14: ["1.4"], v30: ["1.4"], v50: ["1.3"] }),
    ...nist80053("AC-6(10)"),
    ...tenet("T6"),
  ],
  rationale:
    "A root access key is a password to everything that never expires, works from anywhere and is not held " +
    "back by any policy of the account. Nothing needs one; whoever finds it owns the account.",
  remediation: {
    summary:
      "Find what uses the key in CloudTrail, give it a role, then delete the key: in a member account through " +
      "centralized root access, elsewhere signed in as root.",
    cli: lines(
      `aws sts assume-root --target-principal=${account} --task-policy-arn=arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`,
      "# With the credentials it returns:",
      "aws iam list-access-keys",
      "aws iam delete-access-key --access-key-id=KEY",
    ),
    terraform: lines(
      'resource "aws_iam_organizations_features" "root" {',
      '  enabled_features = ["RootCredentialsManagement", "RootSessions"]',
      "}",
    ),
    verify: "aws iam get-account-summary --query=SummaryMap.AccountAccessKeysPresent",
  },
  runbook: "credential-compromise",
  subjects: rootSubject,
  evaluate: (subject) => {
    const { rootAccessKeysPresent } = summaryOf(subject);
    const keys = fragment("Root keys", "iam.account-summary rootAccessKeysPresent", rootAccessKeysPresent);
    return rootAccessKeysPresent
      ? fail("Root has an access key.", keys)
      : pass("Root has no access key.", keys);
  },
});
