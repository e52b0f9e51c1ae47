import { isEveryAction, isEveryResource } from "#lib/iam/pattern.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { checklist, cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, resource } from "../placeholders.ts";

/**
 * No attached policy allows `*` on `*`. As IAM.1 and CIS read it: an Allow with Action `*` (or `*:*`) on
 * Resource `*` without a condition. `NotAction` on `*` is just as wide in effect and is not covered here,
 * because the source does not count it.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1
 */
export const iamNoFullAdmin = defineControl({
  id: "iam-no-full-admin",
  title: "No policy allows everything",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "iam.policy",
  reads: [],
  mappings: [
    ...fsbp("IAM.1"),
    ...cis({ v14: ["1.16"], v30: ["1.16"], v50: ["1.15"] }),
    ...nist80053("AC-6"),
    ...tenet("T3"),
    ...checklist(2),
  ],
  rationale:
    "Whoever holds a policy that allows everything on everything owns the account: one stolen session is " +
    "enough to read all data, create new administrators and switch off the logs. Rights that follow the task " +
    "keep one mistake small.",
  remediation: {
    summary:
      "Give each principal the actions its work needs (Access Analyzer drafts such a policy from CloudTrail), " +
      "then detach this policy. Keep full administration for a break-glass role that raises an alert.",
    cli: lines(
      `aws iam list-entities-for-policy --policy-arn=${resource}`,
      `aws iam detach-role-policy --role-name=ROLE --policy-arn=${resource}`,
      "# An inline policy is deleted where it stands:",
      `aws iam delete-role-policy --role-name=ROLE --policy-name=${name}`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "scoped" {',
      "  statement {",
      '    actions   = ["s3:GetObject"] # the actions the work needs',
      '    resources = ["arn:aws:s3:::BUCKET/*"]',
      "  }",
      "}",
      "",
      'resource "aws_iam_policy" "scoped" {',
      `  name   = "${name}"`,
      "  policy = data.aws_iam_policy_document.scoped.json",
      "}",
    ),
    verify: `aws iam list-entities-for-policy --policy-arn=${resource}`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }, facts) => {
    if (value.attachmentCount === 0)
      return notApplicable(
        `${value.name} is attached to nobody.`,
        fragment("Attachments", "iam.policy attachmentCount", 0),
      );
    const wide = statementsOf(facts, value.document, "iam.policy").find(
      (statement) =>
        statement.effect === "Allow" &&
        statement.conditions.length === 0 &&
        (statement.actions ?? []).some(isEveryAction) &&
        (statement.resources ?? []).some(isEveryResource),
    );
    return wide === undefined
      ? pass(`No statement of ${value.name} allows every action on every resource.`)
      : fail(
          `${value.name} allows every action on every resource (statement ${wide.index + 1}).`,
          statementFragment(wide, "iam.policy document"),
          fragment("Attachments", "iam.policy attachmentCount", value.attachmentCount),
        );
  },
});
