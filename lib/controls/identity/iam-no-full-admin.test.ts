import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { arn, fact, policyDocument } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamNoFullAdmin } from "./iam-no-full-admin.ts";

const id = arn.iam("policy/wide");
const everything = { Effect: "Allow", Action: "*", Resource: "*" };

function policy(document: string, over: Partial<PayloadOf<"iam.policy">> = {}) {
  return fact("iam.policy", id, {
    name: "wide",
    type: "customer",
    document,
    attachmentCount: 1,
    principalArn: null,
    ...over,
  });
}

test.each([
  ["everything on everything", everything, "fail"],
  [
    "among other actions and resources",
    { ...everything, Action: ["s3:*", "*"], Resource: ["x", "*"] },
    "fail",
  ],
  ["every action of every service", { ...everything, Action: "*:*" }, "fail"],
  ["denied", { ...everything, Effect: "Deny" }, "pass"],
  [
    "under a condition",
    { ...everything, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
    "pass",
  ],
  ["one service", { ...everything, Action: "s3:*" }, "pass"],
  ["on one resource", { ...everything, Resource: "arn:aws:s3:::b" }, "pass"],
  [
    "by NotAction, which the source does not count",
    { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
    "pass",
  ],
])("%s", (_, statement, verdict) => {
  expect(verdicts(iamNoFullAdmin, [policy(policyDocument(statement))])).toEqual({ [id]: verdict });
});

test("policies of AWS and inline ones are judged alike, unattached ones not at all", () => {
  const document = policyDocument(everything);
  expect(verdicts(iamNoFullAdmin, [policy(document, { type: "aws" })])).toEqual({ [id]: "fail" });
  expect(verdicts(iamNoFullAdmin, [policy(document, { type: "inline", principalArn: "x" })])).toEqual({
    [id]: "fail",
  });
  expect(verdicts(iamNoFullAdmin, [policy(document, { attachmentCount: 0 })])).toEqual({
    [id]: "notApplicable",
  });
});

test("a document that does not parse decides nothing", () => {
  expect(verdicts(iamNoFullAdmin, [policy("{")])).toEqual({
    [id]: "undecidable: The policy document is not valid JSON.",
  });
});

test("the evidence is the statement and its place", () => {
  const document = policyDocument({ Effect: "Allow", Action: "s3:*", Resource: "*" }, everything);
  expect(evidenceOf(iamNoFullAdmin, [policy(document)]).fragments[0]).toEqual({
    label: "Statement 2",
    place: "iam.policy document Statement[1]",
    value: { Effect: "Allow", Action: ["*"], Resource: ["*"] },
  });
});
