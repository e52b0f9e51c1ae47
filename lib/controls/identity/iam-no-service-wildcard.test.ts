import { expect, test } from "vitest";
import { arn, policyDocument } from "../testing/facts.ts";
import { inlinePolicy, managedPolicy, role } from "../testing/identity-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamNoServiceWildcard } from "./iam-no-service-wildcard.ts";

const id = arn.iam("policy/wide");
const whole = { Effect: "Allow", Action: "s3:*", Resource: "*" };

test.each([
  ["a whole service", whole, "fail"],
  ["among others, in other letters", { ...whole, Action: ["ec2:RunInstances", "SQS:*"] }, "fail"],
  ["everything", { ...whole, Action: "*" }, "fail"],
  ["on one bucket", { ...whole, Resource: "arn:aws:s3:::b/*" }, "fail"],
  ["with MFA", { ...whole, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }, "fail"],
  ["all but IAM", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "fail"],
  ["denied", { ...whole, Effect: "Deny" }, "pass"],
  ["denied but for a service", { Effect: "Deny", NotAction: "iam:*", Resource: "*" }, "pass"],
  ["a prefix", { ...whole, Action: "ec2:Describe*" }, "pass"],
  ["an action of any service", { ...whole, Action: "*:Get*" }, "pass"],
])("%s", (_, statement, verdict) => {
  expect(verdicts(iamNoServiceWildcard, [managedPolicy("wide", policyDocument(statement))])).toEqual({
    [id]: verdict,
  });
});

test("only customer managed policies are judged, and only where they are attached", () => {
  const document = policyDocument(whole);
  const facts = [
    managedPolicy("AmazonS3FullAccess", document, { type: "aws" }),
    inlinePolicy(role("r"), "own", document),
    managedPolicy("wide", document, { attachmentCount: 0 }),
  ];
  expect(verdicts(iamNoServiceWildcard, facts)).toEqual({ [id]: "notApplicable" });
});

test.each([
  ["{", "undecidable: The policy document is not valid JSON."],
  [
    JSON.stringify({ Version: "2031-01-01", Statement: [whole] }),
    "undecidable: The policy document does not follow the IAM grammar at Version.",
  ],
])("the document %s decides nothing", (document, verdict) => {
  expect(verdicts(iamNoServiceWildcard, [managedPolicy("wide", document)])).toEqual({ [id]: verdict });
});

test("the evidence is every such statement with its place", () => {
  const document = policyDocument(whole, { ...whole, Action: "s3:Get*" }, { ...whole, Action: "sqs:*" });
  expect(evidenceOf(iamNoServiceWildcard, [managedPolicy("wide", document)])).toMatchObject({
    summary: "wide allows all actions of a service (statement 1).",
    fragments: [{ place: "iam.policy document Statement[0]" }, { place: "iam.policy document Statement[2]" }],
  });
});
