import { namesSubjects, trustedIssuers } from "#lib/iam/web-identity.ts";
import { defineControl, fail, filling, notApplicable, pass } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines, name, placeholder } from "../placeholders.ts";

const issuer = placeholder("issuer");

/**
 * Every statement that lets tokens of an OIDC provider assume the role demands a `:sub` of that provider, and
 * spells it out: `StringLike` with `*` or `?` is a wildcard, `StringEquals` knows none, and an operator that
 * is true without the key demands nothing. Other statements' denials are not counted in. Cognito, Google,
 * Facebook and Amazon logins are for people by the million and scoped by their application: not judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export const trustOidcSub = defineControl({
  id: "trust-oidc-sub",
  title: "OIDC trust is scoped",
  version: 1,
  severity: "high",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  reads: [],
  mappings: [...nist80053Ours("IA-9"), ...tenet("T6")],
  rationale:
    "Providers such as GitHub sign tokens for everybody who has an account there, with the same issuer for all. " +
    "The subject is what tells our pipeline from a stranger's; a wildcard in it lets in every branch, pull " +
    "request or repository that fits, and with it whoever may open one.",
  remediation: {
    summary:
      "Ask with StringEquals for the subjects that need the role: for GitHub a repository with its branch or " +
      "environment, for EKS a namespace with its service account.",
    cli: lines(
      `aws iam get-role --role-name=${name} --query=Role.AssumeRolePolicyDocument > trust.json`,
      "# Add the condition that the policy shows to trust.json, then:",
      `aws iam update-assume-role-policy --role-name=${name} --policy-document=file://trust.json`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "trust" {',
      "  statement {",
      '    actions = ["sts:AssumeRoleWithWebIdentity"]',
      "    principals {",
      '      type        = "Federated"',
      `      identifiers = ["arn:aws:iam::${account}:oidc-provider/${issuer}"]`,
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      `      variable = "${issuer}:aud"`,
      '      values   = ["sts.amazonaws.com"]',
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      `      variable = "${issuer}:sub"`,
      '      values   = ["SUBJECT"] # such as repo:OWNER/REPOSITORY:ref:refs/heads/main',
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_iam_role" "federated" {',
      `  name               = "${name}"`,
      "  assume_role_policy = data.aws_iam_policy_document.trust.json",
      "}",
    ),
    policy: JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: "SUBJECT" },
            },
          },
        ],
      },
      null,
      2,
    ),
    fills: ["issuer"],
    verify: `aws iam get-role --role-name=${name} --query=Role.AssumeRolePolicyDocument`,
  },
  runbook: "lateral-movement",
  evaluate: ({ value }, facts) => {
    const place = "iam.role trustPolicy";
    const admitting = statementsOf(facts, value.trustPolicy, "iam.role")
      .map((statement) => ({ statement, issuers: trustedIssuers(statement) }))
      .filter(({ issuers }) => issuers.length > 0);
    if (admitting.length === 0) return notApplicable(`${value.name} trusts no OIDC provider.`);
    const open = admitting.flatMap(({ statement, issuers }) => {
      const anyone = issuers.filter((each) => !namesSubjects(statement, each));
      return anyone.length > 0 ? [{ statement, anyone }] : [];
    });
    const [first] = open.flatMap(({ anyone }) => anyone);
    if (first === undefined)
      return pass(
        `${value.name} spells out whom it trusts of ${admitting.flatMap(({ issuers }) => issuers).join(", ")}.`,
        ...admitting.map(({ statement }) => statementFragment(statement, place)),
      );
    const whose = first === "*" ? "any OIDC provider" : first;
    return filling(
      fail(
        `${value.name} lets tokens of ${whose} in without a subject that is spelt out.`,
        ...open.map(({ statement }) => statementFragment(statement, place)),
      ),
      { issuer: first === "*" ? "ISSUER" : first },
    );
  },
});
