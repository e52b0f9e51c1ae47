import { coversAction } from "#lib/iam/pattern.ts";
import type { Statement } from "#lib/iam/policy.ts";
import { publicStatements } from "#lib/iam/public-access.ts";
import { strangers } from "#lib/iam/strangers.ts";
import { defineControl, fail, pass, Undecidable } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { ownOrganization } from "../own-organization.ts";
import { account, lines, name, region } from "../placeholders.ts";

/** Who may change the policy may do everything: `kms:*`, `*`, `kms:Put*`, or all but something else. */
function grantsControl({ actions, notActions }: Statement): boolean {
  const names = (patterns: readonly string[]) =>
    patterns.some((pattern) => coversAction(pattern, "kms:PutKeyPolicy"));
  return actions !== null ? names(actions) : !names(notActions ?? []);
}

/**
 * A key's policy lets nobody in whom it does not name (any action), and gives nobody outside the organization
 * control of the key: `kms:*`, or anything with which its policy can be changed. Use by a named foreign
 * account is sharing, not control.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export const kmsPolicyScoped = defineControl({
  id: "kms-policy-scoped",
  title: "Key policies are scoped",
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 3,
  subject: "kms.key",
  reads: ["kms.key-policy", "organizations.account", "organizations.organization"],
  mappings: [...fsbp("KMS.5"), ...nist80053Ours("AC-3"), ...tenet("T4")],
  rationale:
    "The policy of a key is the last say on who reads what it encrypts. A stranger with every right on it can " +
    "decrypt the data, lock us out by changing the policy, or schedule the key for deletion and the data with it.",
  remediation: {
    summary:
      "Name the principals that use the key and give them only its cryptographic operations; keep control with " +
      "the own account. Check CloudTrail for the statement's use before you take it away.",
    cli: lines(
      `aws kms get-key-policy --region=${region} --key-id=${name} --policy-name=default --query=Policy --output=text > policy.json`,
      "# Replace the statement shown as evidence in policy.json by the second one of the ready policy, then:",
      `aws kms put-key-policy --region=${region} --key-id=${name} --policy-name=default --policy=file://policy.json`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "key" {',
      "  statement {",
      '    sid       = "Administer"',
      '    actions   = ["kms:*"]',
      '    resources = ["*"]',
      "    principals {",
      '      type        = "AWS"',
      `      identifiers = ["arn:aws:iam::${account}:root"]`,
      "    }",
      "  }",
      "  statement {",
      '    sid       = "Use"',
      '    actions   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]',
      '    resources = ["*"]',
      "    principals {",
      '      type        = "AWS"',
      `      identifiers = ["arn:aws:iam::${account}:role/ROLE"]`,
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_kms_key_policy" "this" {',
      `  region = "${region}"`,
      `  key_id = "${name}"`,
      "  policy = data.aws_iam_policy_document.key.json",
      "}",
    ),
    policy: lines(
      '{ "Version": "2012-10-17", "Statement": [',
      `  { "Sid": "Administer", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${account}:root" },`,
      '    "Action": "kms:*", "Resource": "*" },',
      `  { "Sid": "Use", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${account}:role/ROLE" },`,
      '    "Action": ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"], "Resource": "*" }',
      "] }",
    ),
    verify: `aws kms get-key-policy --region=${region} --key-id=${name} --policy-name=default --query=Policy --output=text`,
  },
  runbook: "data-exfiltration",
  evaluate: ({ resourceId, value }, facts, at) => {
    const policy = facts.one("kms.key-policy", resourceId);
    if (policy === undefined)
      throw new Undecidable("A key's policy is not among the facts.", "kms.key-policy");
    const statements = statementsOf(facts, policy.payload.document, "kms.key-policy");
    const called = value.aliases[0] ?? value.id;
    const shown = (those: readonly Statement[]) =>
      those.map((statement) => statementFragment(statement, "kms.key-policy document"));
    const open = publicStatements(statements);
    if (open.length > 0) return fail(`The policy of ${called} lets everybody use the key.`, ...shown(open));
    const own = ownOrganization(facts, at);
    const foreign = statements
      .filter(grantsControl)
      .map((statement) => ({ statement, outside: strangers(statement, own).filter((who) => who !== "*") }))
      .filter(({ outside }) => outside.length > 0);
    if (foreign.length === 0)
      return pass(`The policy of ${called} gives control of the key to nobody outside the organization.`);
    const who = [...new Set(foreign.flatMap(({ outside }) => outside))].sort().join(", ");
    return fail(
      `The policy of ${called} gives control of the key to ${who}, outside the organization.`,
      ...shown(foreign.map(({ statement }) => statement)),
    );
  },
});
