import { describe, expect, test } from "vitest";
import type { Condition, Statement } from "./policy.ts";
import { admitsAssumeRole, guards, isConfinedTo, outsiders, trustedPrincipals } from "./trust.ts";

function statement(over: Partial<Statement> = {}): Statement {
  return {
    index: 0,
    sid: null,
    effect: "Allow",
    actions: ["sts:AssumeRole"],
    notActions: null,
    resources: null,
    notResources: null,
    principals: [],
    notPrincipals: null,
    conditions: [],
    ...over,
  };
}

function aws(...values: string[]) {
  return values.map((value) => ({ type: "AWS", value }));
}

function when(operator: string, key: string, ...values: string[]): { conditions: Condition[] } {
  return { conditions: [{ operator, key, values }] };
}

const own = { id: "o-own", accountIds: new Set(["111111111111"]) };

test.each([
  ["222222222222", { kind: "account", accountId: "222222222222" }],
  ["arn:aws:iam::222222222222:root", { kind: "account", accountId: "222222222222" }],
  ["arn:aws-cn:iam::222222222222:user/x", { kind: "account", accountId: "222222222222" }],
  ["arn:aws:sts::222222222222:assumed-role/r/s", { kind: "account", accountId: "222222222222" }],
  ["*", { kind: "anyone" }],
  ["AROAEXAMPLEEXAMPLE123", { kind: "deleted" }],
  ["what is this", { kind: "anyone" }],
])("principal %s", (value, expected) => {
  expect(trustedPrincipals(statement({ principals: aws(value) }))).toEqual([{ value, ...expected }]);
});

test("services and identity providers are told apart, NotPrincipal is anyone", () => {
  const principals = [
    { type: "Service", value: "ec2.amazonaws.com" },
    { type: "Federated", value: "cognito-identity.amazonaws.com" },
  ];
  expect(trustedPrincipals(statement({ principals })).map(({ kind }) => kind)).toEqual([
    "service",
    "federated",
  ]);
  const except = statement({ principals: null, notPrincipals: aws("111111111111") });
  expect(trustedPrincipals(except).map(({ kind }) => kind)).toEqual(["anyone"]);
});

describe("who is outside", () => {
  test.each([
    ["an account of the organization", statement({ principals: aws("111111111111") }), []],
    ["another account", statement({ principals: aws("222222222222") }), ["222222222222"]],
    ["anyone", statement({ principals: aws("*", "111111111111") }), ["*"]],
    [
      "anyone of the organization",
      statement({ principals: aws("*"), ...when("StringEquals", "aws:PrincipalOrgID", "o-own") }),
      [],
    ],
    [
      "anyone of another organization",
      statement({ principals: aws("*"), ...when("StringEquals", "aws:PrincipalOrgID", "o-other") }),
      ["*"],
    ],
    ["a denied account", statement({ effect: "Deny", principals: aws("222222222222") }), []],
    [
      "an account that may only tag sessions",
      statement({ actions: ["sts:TagSession"], principals: aws("222222222222") }),
      [],
    ],
    ["a service", statement({ principals: [{ type: "Service", value: "ec2.amazonaws.com" }] }), []],
  ])("%s", (_, given, expected) => {
    expect(outsiders(given, own).map(({ value }) => value)).toEqual(expected);
  });
});

test("a confinement by organization path holds for our organization only", () => {
  const operator = "ForAnyValue:StringLike";
  expect(isConfinedTo(statement(when(operator, "aws:PrincipalOrgPaths", "o-own/r-1/*")), "o-own")).toBe(true);
  expect(isConfinedTo(statement(when(operator, "aws:PrincipalOrgPaths", "o-owner/*")), "o-own")).toBe(false);
  expect(isConfinedTo(statement(when("StringEquals", "aws:PrincipalOrgID", "null")), null)).toBe(false);
});

test.each([
  ["sts:*", true],
  ["sts:assumerole", true],
  ["*", true],
  ["sts:AssumeRoleWithSAML", false],
])("action %s admits: %s", (action, expected) => {
  expect(admitsAssumeRole(statement({ actions: [action] }))).toBe(expected);
  expect(admitsAssumeRole(statement({ actions: null, notActions: [action] }))).toBe(!expected);
});

test.each([
  ["an external id", when("StringEquals", "sts:ExternalId", "a-42"), ["sts:ExternalId"]],
  ["an external id by pattern", when("StringLike", "sts:ExternalId", "a-*"), ["sts:ExternalId"]],
  ["a pattern that takes any external id", when("StringLike", "sts:ExternalId", "*"), []],
  ["an external id if there is one", when("StringEqualsIfExists", "sts:ExternalId", "a-42"), []],
  ["MFA", when("Bool", "aws:MultiFactorAuthPresent", "true"), ["aws:MultiFactorAuthPresent"]],
  ["MFA if the key exists", when("BoolIfExists", "aws:MultiFactorAuthPresent", "true"), []],
  ["no MFA", when("Bool", "aws:MultiFactorAuthPresent", "false"), []],
])("guard by %s", (_, conditions, expected) => {
  expect(guards(statement(conditions))).toEqual(expected);
});
