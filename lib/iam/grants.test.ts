import { describe, expect, test } from "vitest";
import { actionTable } from "./data/action-table.ts";
import { allowsEverything, policyGrants } from "./grants.ts";
import { parsePolicy } from "./policy.ts";
import { allow, among, deny, grants } from "./testing/policies.ts";

const bucket = "arn:aws:s3:::b";
const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
const self = `arn:aws:iam::*:user/\${aws:username}`;

describe("allowed on some resource", () => {
  test.each([
    ["by name", [allow("s3:GetObject")], ["s3:GetObject"]],
    ["by pattern", [allow("s3:Get*")], ["s3:GetObject"]],
    ["in any case", [allow("S3:getobject")], ["s3:GetObject"]],
    ["everything", [allow("*")], ["s3:GetObject", "s3:ListAllMyBuckets", "iam:CreateUser"]],
    ["everything but", [{ Effect: "Allow", NotAction: ["s3:*"], Resource: "*" }], ["iam:CreateUser"]],
    ["everything but everything", [{ Effect: "Allow", NotAction: "*", Resource: "*" }], []],
    ["under a condition", [allow("s3:GetObject", "*", mfa)], ["s3:GetObject"]],
    ["on a bucket, what can be limited to one", [allow("*", `${bucket}/*`)], ["s3:GetObject"]],
    ["on several", [allow("*", [bucket, "arn:aws:iam::*:user/x"])], ["s3:GetObject", "iam:CreateUser"]],
    [
      "on all but a bucket",
      [{ Effect: "Allow", Action: "s3:*", NotResource: bucket }],
      ["s3:GetObject", "s3:ListAllMyBuckets"],
    ],
    ["on all but everything", [{ Effect: "Allow", Action: "s3:*", NotResource: "*" }], []],
    ["not: denied", [deny("s3:GetObject")], []],
  ])("%s", (_, statements, expected) => {
    const set = grants(...statements).some;
    expect(among(set, "s3:GetObject", "s3:ListAllMyBuckets", "iam:CreateUser")).toEqual(expected);
  });
});

test("allowed on others leaves out what is allowed on oneself", () => {
  const { some, onOthers } = grants(
    allow("iam:CreateAccessKey", [self]),
    allow("iam:CreateUser", [self, "arn:aws:iam::*:user/x"]),
  );
  expect(among(some, "iam:CreateAccessKey", "iam:CreateUser")).toHaveLength(2);
  expect(among(onOthers, "iam:CreateAccessKey", "iam:CreateUser")).toEqual(["iam:CreateUser"]);
});

test("allowed everywhere asks for every resource and no condition", () => {
  const { everywhere } = grants(
    allow("s3:GetObject", ["arn:aws:s3:::b/*", "*"]),
    allow("s3:PutObject", "arn:aws:s3:::*"),
    allow("s3:DeleteObject", "*", mfa),
  );
  expect(among(everywhere, "s3:GetObject", "s3:PutObject", "s3:DeleteObject")).toEqual(["s3:GetObject"]);
});

describe("denied on every resource", () => {
  test.each([
    ["without a condition", deny("s3:*"), true, 0],
    ["all but another service", { Effect: "Deny", NotAction: "iam:*", Resource: "*" }, true, 0],
    ["all but this service", { Effect: "Deny", NotAction: "s3:*", Resource: "*" }, false, 0],
    ["on one bucket", deny("s3:*", `${bucket}/*`), false, 0],
    ["on all but a bucket", { Effect: "Deny", Action: "s3:*", NotResource: bucket }, false, 0],
    ["under a condition", deny("s3:*", "*", mfa), false, 1],
  ])("%s", (_, statement, expected, conditional) => {
    const { denied, denials } = grants(statement);
    expect(among(denied, "s3:GetObject").length === 1).toBe(expected);
    expect(denials).toHaveLength(conditional);
  });
});

test("what names no known action is told", () => {
  expect(
    grants(allow(["s3:GetObject", "s3:GetObjct", "nosuch:*"]), {
      Effect: "Deny",
      NotAction: "x:Y",
      Resource: "*",
    }).unknown,
  ).toEqual(["s3:GetObjct", "nosuch:*", "x:Y"]);
});

test.each([
  ["everything", [allow("*")], true],
  [
    "everything, in two statements",
    [allow("iam:*"), { Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    true,
  ],
  ["everything with MFA", [allow("*", "*", mfa)], false],
  ["everything but a Deny", [allow("*"), deny("iam:DeleteRolePermissionsBoundary")], false],
  ["everything but a Deny under a condition", [allow("*"), deny("iam:*", "*", mfa)], false],
  ["everything but a service", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], false],
])("%s allows everything: %s", (_, statements, expected) => {
  expect(allowsEverything(grants(...statements), actionTable)).toBe(expected);
});

test("a document of 100 KB with nested wildcards is evaluated, once, and fast", () => {
  const Action = Array.from({ length: 5000 }, (_, at) => `ec2:*e*t${at % 7}*i?n*${at}`);
  const text = JSON.stringify({ Statement: [allow([...Action, "s3:G*t*b*t"])] });
  expect(text.length).toBeGreaterThan(100_000);
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  const began = performance.now();
  const evaluated = policyGrants(parsed.statements, actionTable);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(policyGrants(parsed.statements, actionTable)).toBe(evaluated);
  expect(among(evaluated.some, "s3:GetObject")).toHaveLength(1);
});
