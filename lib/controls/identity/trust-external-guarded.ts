import { guards, type OwnOrganization, outsiders } from "#lib/iam/trust.ts";
import { defineControl, fail, notApplicable, pass } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { ownOrganization } from "../own-organization.ts";
import { lines, name } from "../placeholders.ts";

/**
 * Every statement that lets an AWS principal outside the organization assume the role asks for an external
 * id or for MFA. `*` confined by `aws:PrincipalOrgID` to our organization is not outside.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trustExternalGuarded = defineControl({
  id: "trust-external-guarded",
  title: "Cross-account trust is guarded",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  reads: ["organizations.account", "organizations.organization"],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T6")],
  rationale:
    "A role that trusts another company's account trusts everything that company lets its people and its " +
    "customers do. An external id stops that company from being tricked into using our role for someone else, " +
    "and MFA stops a stolen key from being enough.",
  remediation: {
    summary:
      "Remove the trust if nobody needs it. Otherwise name the one role of the other account rather than the " +
      "whole account, and require an external id agreed with its owner, or MFA for people.",
    cli: lines(
      "cat > trust.json <<'EOF'",
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",',
      ' "Principal":{"AWS":"arn:aws:iam::OTHER_ACCOUNT:role/THEIR_ROLE"},',
      ' "Condition":{"StringEquals":{"sts:ExternalId":"EXTERNAL_ID"}}}]}',
      "EOF",
      `aws iam update-assume-role-policy --role-name=${name} --policy-document=file://trust.json`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "trust" {',
      "  statement {",
      '    actions = ["sts:AssumeRole"]',
      "    principals {",
      '      type        = "AWS"',
      '      identifiers = ["arn:aws:iam::OTHER_ACCOUNT:role/THEIR_ROLE"]',
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      '      variable = "sts:ExternalId"',
      '      values   = ["EXTERNAL_ID"]',
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_iam_role" "trusted" {',
      `  name               = "${name}"`,
      "  assume_role_policy = data.aws_iam_policy_document.trust.json",
      "}",
    ),
    verify: `aws iam get-role --role-name=${name} --query=Role.AssumeRolePolicyDocument`,
  },
  runbook: "lateral-movement",
  evaluate: ({ value }, facts, at) => {
    const place = "iam.role trustPolicy";
    const nobody: OwnOrganization = { id: null, accountIds: new Set([at.accountId]) };
    const statements = statementsOf(facts, value.trustPolicy, "iam.role");
    const foreign = statements.some((statement) => outsiders(statement, nobody).length > 0);
    // Most roles trust services or their own account: only the others need the organization to be seen.
    const own = foreign ? ownOrganization(facts, at) : nobody;
    const admitting = statements
      .map((statement) => ({ statement, outside: outsiders(statement, own) }))
      .filter(({ outside }) => outside.length > 0);
    if (admitting.length === 0) return notApplicable(`${value.name} trusts nobody outside the organization.`);
    const open = admitting.filter(({ statement }) => guards(statement).length === 0);
    const names = (open.length > 0 ? open : admitting).flatMap(({ outside }) =>
      outside.map(({ value }) => value),
    );
    const who = [...new Set(names)].sort().join(", ");
    return open.length > 0
      ? fail(
          `${value.name} can be assumed from outside the organization, by ${who}, without external id or MFA.`,
          ...open.map(({ statement }) => statementFragment(statement, place)),
        )
      : pass(
          `${value.name} asks ${who} for an external id or MFA.`,
          ...admitting.map(({ statement }) => statementFragment(statement, place)),
        );
  },
});
