import { demands } from "#lib/iam/condition.ts";
import { covers, coversAction } from "#lib/iam/pattern.ts";
import type { Statement } from "#lib/iam/policy.ts";
import { defineControl, fail, fragment, pass } from "../define.ts";
import { statementFragment } from "../documents.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, resource } from "../placeholders.ts";
import { bucketStatements } from "./bucket-policies.ts";

/** A Deny for everyone, of every S3 action, that plain HTTP alone sets off: a second condition narrows it. */
function refusesPlainHttp(statement: Statement): boolean {
  return (
    statement.effect === "Deny" &&
    (statement.principals ?? []).some(({ type, value }) => type === "AWS" && value === "*") &&
    (statement.actions ?? []).some((action) => coversAction(action, "s3:*")) &&
    statement.conditions.length === 1 &&
    demands(statement.conditions, "aws:SecureTransport", (value) => value.toLowerCase() === "false")
  );
}

/**
 * The bucket policy refuses plain HTTP: a Deny for everyone of `s3:*` on the bucket and its objects while
 * `aws:SecureTransport` is false. Two statements may share bucket and objects between them.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5
 */
export const s3TlsOnly = defineControl({
  id: "s3-tls-only",
  title: "Buckets refuse plain HTTP",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "s3.bucket",
  reads: ["s3.bucket-policy"],
  mappings: [
    ...fsbp("S3.5"),
    ...cis({ v14: ["2.1.2"], v30: ["2.1.1"], v50: ["2.1.1"] }),
    ...nist80053("SC-8"),
    ...tenet("T2"),
  ],
  rationale:
    "S3 answers plain HTTP unless it is told not to, and what travels in the clear can be read and changed on " +
    "the way. One statement in the bucket policy makes encryption a rule instead of a habit of the client.",
  remediation: {
    summary:
      "Add the statement that denies every request made without TLS; clients that use HTTPS notice nothing.",
    cli: lines(
      `aws s3api get-bucket-policy --bucket=${name} --query=Policy --output=text > policy.json`,
      "# Add the statement that the Terraform text shows to policy.json, then:",
      `aws s3api put-bucket-policy --bucket=${name} --policy=file://policy.json`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "tls_only" {',
      "  statement {",
      '    sid       = "DenyPlainHttp"',
      '    effect    = "Deny"',
      '    actions   = ["s3:*"]',
      `    resources = ["${resource}", "${resource}/*"]`,
      "    principals {",
      '      type        = "*"',
      '      identifiers = ["*"]',
      "    }",
      "    condition {",
      '      test     = "Bool"',
      '      variable = "aws:SecureTransport"',
      '      values   = ["false"]',
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_s3_bucket_policy" "this" {',
      `  bucket = "${name}"`,
      "  policy = data.aws_iam_policy_document.tls_only.json",
      "}",
    ),
    verify: `aws s3api get-bucket-policy --bucket=${name} --query=Policy --output=text`,
  },
  runbook: "data-exfiltration",
  evaluate: ({ resourceId, value }, facts) => {
    const statements = bucketStatements(facts, resourceId);
    if (statements === null)
      return fail(
        `${value.name} has no bucket policy.`,
        fragment("Policy", "s3.bucket-policy document", null),
      );
    const refusing = statements.filter(refusesPlainHttp);
    const covered = (target: string) =>
      refusing.some((statement) => (statement.resources ?? []).some((pattern) => covers(pattern, target)));
    const missing = [resourceId, `${resourceId}/*`].filter((target) => !covered(target));
    const evidence = refusing.map((statement) => statementFragment(statement, "s3.bucket-policy document"));
    if (missing.length === 0) return pass(`${value.name} refuses plain HTTP.`, ...evidence);
    return refusing.length === 0
      ? fail(`No statement of ${value.name}'s policy refuses every request made over plain HTTP.`)
      : fail(`${value.name} refuses plain HTTP, but not on ${missing.join(" and ")}.`, ...evidence);
  },
});
