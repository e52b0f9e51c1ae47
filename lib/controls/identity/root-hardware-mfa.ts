import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { rootSubject, summaryOf } from "./root-account.ts";

/**
 * Root has no password, or MFA and no virtual device of its own: what is left is a passkey or a hardware
 * token, which AWS does not list.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-6
 */
export const rootHardwareMfa = defineControl({
  id: "root-hardware-mfa",
  title: "Root MFA is hardware",
  version: 1,
  severity: "critical",
  pillar: "identity",
  phase: 1,
  subject: "iam.account-summary",
  reads: ["iam.virtual-mfa-device"],
  mappings: [
    ...fsbp("IAM.6"),
    ...cis({ v14: ["1.6"], v30: ["1.6"], v50: ["1.5"] }),
    ...nist80053("IA-2(1)"),
    ...tenet("T6"),
    ...checklist(4),
  ],
  rationale:
    "Root can do everything in an account, and no policy of the account holds it back. An app on a phone can " +
    "be copied or phished together with the password; a hardware key cannot. An account whose root has no " +
    "password at all needs neither.",
  remediation: {
    summary:
      "In a member account, remove the root credentials through centralized root access. Elsewhere sign in as " +
      "root, register a hardware security key, and remove the virtual device.",
    cli: lines(
      "# From the management account: let it manage member roots, then take this root's password away.",
      "aws iam enable-organizations-root-credentials-management",
      `aws sts assume-root --target-principal=${account} --task-policy-arn=arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`,
      "aws iam delete-login-profile",
    ),
    terraform: lines(
      'resource "aws_iam_organizations_features" "root" {',
      '  enabled_features = ["RootCredentialsManagement", "RootSessions"]',
      "}",
    ),
    verify: `aws iam get-account-summary --query="SummaryMap.[AccountPasswordPresent,AccountMFAEnabled]"`,
  },
  runbook: "credential-compromise",
  subjects: rootSubject,
  evaluate: (subject, facts) => {
    const summary = summaryOf(subject);
    const password = fragment(
      "Root password",
      "iam.account-summary rootPasswordPresent",
      summary.rootPasswordPresent,
    );
    if (!summary.rootPasswordPresent) return pass("Root has no password.", password);
    const mfa = fragment("Root MFA", "iam.account-summary rootMfaEnabled", summary.rootMfaEnabled);
    if (!summary.rootMfaEnabled) return fail("Root has a password and no MFA.", password, mfa);
    const device = facts
      .all("iam.virtual-mfa-device")
      .find((fact) => fact.payload.userArn === subject.resourceId);
    return device === undefined
      ? pass("Root has MFA, and no virtual device is its own.", mfa)
      : fail(
          "The MFA device of root is a virtual one.",
          mfa,
          fragment("Virtual device", "iam.virtual-mfa-device serialNumber", device.payload.serialNumber),
        );
  },
});
