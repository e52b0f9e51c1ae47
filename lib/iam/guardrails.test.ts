import { expect, test } from "vitest";
import { denial } from "./guardrails.ts";
import { parsePolicy } from "./policy.ts";

const accountId = "111122223333";
const deny = { Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" };
const named = "arn:aws:iam::*:role/OrgAdmin";

function denialOf(statement: object, action = "cloudtrail:StopLogging") {
  const parsed = parsePolicy(JSON.stringify({ Statement: statement }));
  if (!parsed.ok || parsed.statements[0] === undefined) throw new Error("bad fixture");
  return denial(parsed.statements[0], action, accountId)?.exempt ?? null;
}

function unless(operator: string, key: string, ...values: string[]) {
  return { ...deny, Condition: { [operator]: { [key]: values } } };
}

test.each([
  ["the action by name", deny, []],
  ["the action by pattern", { ...deny, Action: ["CloudTrail:Stop*"] }, []],
  ["everything but something else", { Effect: "Deny", NotAction: "s3:*", Resource: "*" }, []],
  ["everything but the action", { Effect: "Deny", NotAction: "cloudtrail:*", Resource: "*" }, null],
  ["another action", { ...deny, Action: "cloudtrail:DeleteTrail" }, null],
  ["an Allow", { ...deny, Effect: "Allow" }, null],
  ["one resource", { ...deny, Resource: "arn:aws:cloudtrail:*:*:trail/x" }, null],
  ["all but one resource", { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::x" }, null],
  ["all but a named role", unless("ArnNotLike", "aws:PrincipalArn", named), [named]],
  ["the same by text", unless("StringNotLike", "aws:PrincipalARN", named), [named]],
  ["all but equal to a role", unless("ArnNotEquals", "aws:PrincipalArn", named), [named]],
  ["all but equal to a text", unless("StringNotEquals", "aws:PrincipalArn", named), [named]],
  ["all but any role", unless("ArnNotLike", "aws:PrincipalArn", named, "arn:aws:iam::*:role/*"), null],
  [
    "all but any role of the account",
    unless("ArnNotLike", "aws:PrincipalArn", `arn:aws:iam::${accountId}:role/*`),
    null,
  ],
  [
    "all but any role, by variable",
    unless("ArnNotLike", "aws:PrincipalArn", `arn:aws:iam::\${aws:PrincipalAccount}:role/*`),
    null,
  ],
  ["but for a set operator", unless("ForAllValues:ArnNotLike", "aws:PrincipalArn", named), null],
  ["only a named role", unless("ArnLike", "aws:PrincipalArn", named), null],
  ["another key", unless("StringNotEquals", "aws:RequestedRegion", "eu-central-1"), null],
  ["without MFA only", unless("BoolIfExists", "aws:MultiFactorAuthPresent", "false"), null],
])("denies %s", (_, statement, expected) => {
  expect(denialOf(statement)).toEqual(expected);
});
