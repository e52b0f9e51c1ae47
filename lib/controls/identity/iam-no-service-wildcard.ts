import { isWholeServiceGrant } from "#lib/iam/breadth.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, resource } from "../placeholders.ts";

/**
 * No customer managed policy that is attached allows all actions of a service: `s3:*`, `*`, or a `NotAction`,
 * which allows whole every service it does not name. As IAM.21 reads it, neither Resource nor Condition makes
 * such a grant smaller; `ec2:Describe*` is none. A policy that serves as a boundary alone grants nothing.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21
 */
export const iamNoServiceWildcard = defineControl({
  id: "iam-no-service-wildcard",
  title: "No whole-service grants",
  version: 1,
  severity: "low",
  pillar: "identity",
  phase: 1,
  subject: "iam.policy",
  reads: [],
  mappings: [...fsbp("IAM.21"), ...nist80053("AC-6"), ...tenet("T3")],
  rationale:
    "A grant of a whole service grows by itself: every action that AWS adds tomorrow is in it, together with " +
    "those that delete, share and change permissions today. Nobody needs all of them, and nobody decided to " +
    "give them.",
  remediation: {
    summary:
      "Replace the wildcard by the actions in use: the principals' last-accessed reports and CloudTrail name " +
      "them. A common prefix such as ec2:Describe* is fine.",
    cli: lines(
      `aws iam list-entities-for-policy --policy-arn=${resource}`,
      "# Write the narrower document to policy.json, then:",
      `aws iam create-policy-version --policy-arn=${resource} --policy-document=file://policy.json --set-as-default`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "scoped" {',
      "  statement {",
      '    actions   = ["s3:GetObject", "s3:ListBucket"] # the actions in use',
      '    resources = ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"]',
      "  }",
      "}",
      "",
      'resource "aws_iam_policy" "scoped" {',
      `  name   = "${name}"`,
      "  policy = data.aws_iam_policy_document.scoped.json",
      "}",
    ),
    verify: `aws iam get-policy --policy-arn=${resource} --query=Policy.DefaultVersionId`,
  },
  subjects: (facts) =>
    facts
      .all("iam.policy")
      .filter((fact) => fact.payload.type === "customer")
      .map((fact) => ({ resourceId: fact.resourceId, value: fact.payload })),
  evaluate: ({ value }, facts) => {
    if (value.attachmentCount === 0)
      return notApplicable(
        `${value.name} is attached to nobody.`,
        fragment("Attachments", "iam.policy attachmentCount", 0),
      );
    const wide = statementsOf(facts, value.document, "iam.policy").filter(isWholeServiceGrant);
    const first = wide[0];
    return first === undefined
      ? pass(`No statement of ${value.name} allows all actions of a service.`)
      : fail(
          `${value.name} allows all actions of a service (statement ${first.index + 1}).`,
          ...wide.map((statement) => statementFragment(statement, "iam.policy document")),
        );
  },
});
