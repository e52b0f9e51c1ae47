import type { Fact } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, pass, type Slices } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines, name, region } from "../placeholders.ts";
import { administration } from "./administration.ts";

type LambdaFunction = Fact<"lambda.function">;
const byRole = new WeakMap<readonly LambdaFunction[], ReadonlyMap<string, ReadonlySet<string>>>();

/** Names of the functions, of any Region, that act through a role. */
function namesBehind(facts: Slices<"lambda.function">, roleArn: string): readonly string[] {
  const all = facts.everywhere("lambda.function");
  let names = byRole.get(all);
  if (names === undefined) {
    const grouped = new Map<string, Set<string>>();
    for (const { payload } of all) {
      const known = grouped.get(payload.roleArn);
      if (known === undefined) grouped.set(payload.roleArn, new Set([payload.name]));
      else known.add(payload.name);
    }
    names = grouped;
    byRole.set(all, names);
  }
  return [...(names.get(roleArn) ?? [])].sort();
}

/**
 * A function's role serves no other function and is no administrator's. The same function deployed in several
 * Regions is one: roles have no Region. An administrator may do everything, all but what a `NotAction` names,
 * or everything in IAM, with which it can give itself the rest; a permissions boundary that is not as wide
 * takes that away.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export const lambdaRoleScoped = defineControl({
  id: "lambda-role-scoped",
  title: "Functions have their own narrow role",
  version: 1,
  severity: "medium",
  pillar: "applications",
  phase: 3,
  subject: "lambda.function",
  reads: ["iam.role", "iam.policy"],
  mappings: [...nist80053Ours("AC-6"), ...tenet("T4")],
  rationale:
    "A role that several functions share has the rights of all of them, so a flaw in the least important one opens " +
    "what the most important one may do. An administrator's role turns any such flaw into the loss of the account.",
  remediation: {
    summary:
      "Give the function a role of its own with the actions and resources that its code uses; Access Analyzer drafts " +
      "one from CloudTrail. The policy here is the least every function needs, to write its log.",
    cli: lines(
      "aws iam create-role --role-name=ROLE --assume-role-policy-document=file://trust.json",
      "aws iam put-role-policy --role-name=ROLE --policy-name=own --policy-document=file://policy.json",
      `aws lambda update-function-configuration --region=${region} --function-name=${name} --role=arn:aws:iam::${account}:role/ROLE`,
    ),
    terraform: lines(
      'resource "aws_iam_role" "own" {',
      `  name               = "${name}"`,
      "  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json",
      "}",
      "",
      'resource "aws_lambda_function" "this" {',
      `  function_name = "${name}"`,
      "  role          = aws_iam_role.own.arn",
      "}",
    ),
    policy: lines(
      "{",
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      "    {",
      '      "Effect": "Allow",',
      '      "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],',
      `      "Resource": "arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${name}:*"`,
      "    }",
      "  ]",
      "}",
    ),
    verify: `aws lambda list-functions --region=${region} --query="Functions[].[FunctionName,Role]"`,
  },
  runbook: "lateral-movement",
  evaluate: ({ value }, facts) => {
    const role = fragment("Role", "lambda.function roleArn", value.roleArn);
    const others = namesBehind(facts, value.roleArn).filter((each) => each !== value.name);
    if (others.length > 0)
      return fail(
        `${value.name} shares its role with ${others.join(", ")}.`,
        role,
        fragment("Other functions", "lambda.function name", others),
      );
    const wide = administration(facts, value.roleArn);
    return wide === null
      ? pass(`${value.name} has a role of its own, which is no administrator's.`, role)
      : fail(`The role of ${value.name} is an administrator's, by ${wide.policy}.`, role, wide.statement);
  },
});
