import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy, statementJson } from "./policy.ts";

function parsed(document: unknown) {
  const result = parsePolicy(JSON.stringify(document));
  if (!result.ok) throw new Error(result.reason);
  return result.statements;
}

const version = "2012-10-17";
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

test("normalises single values to arrays and keeps positions", () => {
  const statements = parsed({
    Version: version,
    Statement: [
      allow,
      {
        Sid: "Trust",
        Effect: "Deny",
        Principal: { AWS: "111122223333", Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] },
        NotAction: ["sts:*"],
        NotResource: "arn:aws:s3:::a",
        Condition: { Bool: { "aws:SecureTransport": false }, NumericLessThan: { "s3:max-keys": [10, "20"] } },
      },
    ],
  });
  expect(statements).toEqual([
    {
      index: 0,
      sid: null,
      effect: "Allow",
      actions: ["s3:GetObject"],
      notActions: null,
      resources: ["*"],
      notResources: null,
      principals: null,
      notPrincipals: null,
      conditions: [],
    },
    {
      index: 1,
      sid: "Trust",
      effect: "Deny",
      actions: null,
      notActions: ["sts:*"],
      resources: null,
      notResources: ["arn:aws:s3:::a"],
      principals: [
        { type: "AWS", value: "111122223333" },
        { type: "Service", value: "ec2.amazonaws.com" },
        { type: "Service", value: "lambda.amazonaws.com" },
      ],
      notPrincipals: null,
      conditions: [
        { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
        { operator: "NumericLessThan", key: "s3:max-keys", values: ["10", "20"] },
      ],
    },
  ]);
});

test("reads a single statement, the old version, no version, and the bare principal", () => {
  expect(parsed({ Statement: allow })).toHaveLength(1);
  expect(parsed({ Version: "2008-10-17", Id: "x", Statement: [] })).toEqual([]);
  expect(parsed({ Statement: { ...allow, Principal: "*" } })[0]?.principals).toEqual([
    { type: "AWS", value: "*" },
  ]);
  expect(parsed({ Statement: { ...allow, NotPrincipal: { AWS: ["1", "2"] } } })[0]?.notPrincipals).toEqual([
    { type: "AWS", value: "1" },
    { type: "AWS", value: "2" },
  ]);
});

describe("what it does not understand it does not half understand", () => {
  test.each([
    ["cut JSON", '{"Version":"2012-10-17","Statement":[', "The policy document is not valid JSON."],
    ["empty text", "", "The policy document is not valid JSON."],
    ["a list", "[]", "The policy document does not follow the IAM grammar at document."],
    ["an unknown version", { Version: "2030-01-01", Statement: [allow] }, /grammar at Version/],
    ["no statement", { Version: version }, /grammar at Statement/],
    ["an unknown effect", { Statement: [{ ...allow, Effect: "Audit" }] }, /grammar at Statement/],
    ["an unknown element", { Statement: [{ ...allow, Unless: "x" }] }, /grammar at Statement/],
    ["neither Action nor NotAction", { Statement: [{ Effect: "Allow", Resource: "*" }] }, /grammar/],
    ["both", { Statement: [{ ...allow, NotAction: "s3:*" }] }, /grammar/],
    ["both resources", { Statement: [{ ...allow, NotResource: "*" }] }, /grammar/],
    ["both principals", { Statement: [{ ...allow, Principal: "*", NotPrincipal: "*" }] }, /grammar/],
    ["a number for an action", { Statement: [{ ...allow, Action: 1 }] }, /grammar/],
    ["a condition that is a text", { Statement: [{ ...allow, Condition: "x" }] }, /grammar/],
  ])("%s", (_, document, reason) => {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    expect(parsePolicy(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parsePolicy(text).ok).toBe("boolean");
      }),
    );
  });
});

test("a statement is written back as a document would", () => {
  const document = {
    Sid: "S",
    Effect: "Allow",
    Principal: { AWS: ["1", "2"] },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "sts:ExternalId": ["x"], "aws:PrincipalOrgID": ["o-1"] } },
  };
  expect(parsed({ Statement: document }).map(statementJson)).toEqual([document]);
  expect(parsed({ Statement: allow }).map(statementJson)).toEqual([
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] },
  ]);
});
