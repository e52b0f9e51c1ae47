import { expect, test } from "vitest";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { inputOf } from "#lib/evaluate/testing/input.ts";
import { arn, policyDocument, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { lambdaFunction, policy, role, workloadArn } from "../testing/workload-facts.ts";
import { lambdaRoleScoped } from "./lambda-role-scoped.ts";

const id = workloadArn.lambda("orders");
const orders = lambdaFunction("orders");
const logs = { Effect: "Allow", Action: "logs:*", Resource: "*" };

function allow(over: object = {}) {
  return { Effect: "Allow", Action: "*", Resource: "*", ...over };
}

function acting(statement: object, over: Parameters<typeof role>[1] = {}) {
  const attachedPolicyArns = [arn.iam("policy/own")];
  return [role("orders", { attachedPolicyArns, ...over }), policy("own", policyDocument(statement))];
}

const boundary = { boundaryArn: arn.iam("policy/boundary") };

test.each([
  ["a narrow role", acting(logs), "pass"],
  ["everything", acting(allow()), "fail"],
  [
    "everything, spelt otherwise",
    acting(allow({ Action: ["s3:GetObject", "*:*"], Resource: ["**"] })),
    "fail",
  ],
  ["everything of one bucket", acting(allow({ Resource: "arn:aws:s3:::orders/*" })), "pass"],
  [
    "everything with MFA",
    acting(allow({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
    "pass",
  ],
  ["everything denied", acting(allow({ Effect: "Deny" })), "pass"],
  ["all but IAM", acting({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), "fail"],
  [
    "all but everything, spelt beside more",
    acting({ Effect: "Allow", NotAction: ["s3:GetObject", "*"], Resource: "*" }),
    "pass",
  ],
  [
    "all but every resource, spelt beside more",
    acting({ Effect: "Allow", Action: "*", NotResource: ["arn:aws:s3:::x", "*"] }),
    "pass",
  ],
  ["all but everything", acting({ Effect: "Allow", NotAction: "*", Resource: "*" }), "pass"],
  ["all but one resource", acting({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::x" }), "fail"],
  ["all but every resource", acting({ Effect: "Allow", Action: "*", NotResource: "*" }), "pass"],
  ["all of IAM", acting(allow({ Action: "iam:*" })), "fail"],
  ["all of IAM, in other letters", acting(allow({ Action: "IAM:*" })), "fail"],
  ["one action of IAM", acting(allow({ Action: "iam:PassRole" })), "pass"],
  [
    "everything, inline",
    [role("orders"), policy("inline", policyDocument(allow()), arn.iam("role/orders"))],
    "fail",
  ],
  [
    "everything, inline in another role",
    [role("orders"), policy("inline", policyDocument(allow()), arn.iam("role/other"))],
    "pass",
  ],
  [
    "everything within a narrow boundary",
    [...acting(allow(), boundary), policy("boundary", policyDocument(logs))],
    "pass",
  ],
  [
    "everything within a boundary as wide",
    [...acting(allow(), boundary), policy("boundary", policyDocument(allow()))],
    "fail",
  ],
  [
    "everything within a boundary that is not among the facts",
    acting(allow(), boundary),
    "undecidable: A policy of a role is not among the facts.",
  ],
  ["no role among the facts", [], "undecidable: A workload's role is not among the facts."],
  [
    "a policy that is not among the facts",
    [role("orders", { attachedPolicyArns: [arn.iam("policy/gone")] })],
    "undecidable: A policy of a role is not among the facts.",
  ],
  [
    "that, and everything",
    acting(allow(), { attachedPolicyArns: [arn.iam("policy/gone"), arn.iam("policy/own")] }),
    "fail",
  ],
])("%s", (_, facts, verdict) => {
  expect(verdicts(lambdaRoleScoped, [orders, ...facts])).toEqual({ [id]: verdict });
});

const sharing = { roleArn: orders.payload.roleArn };

test("a role that another function has is nobody's own", () => {
  const facts = [orders, lambdaFunction("reports", sharing), ...acting(logs)];
  expect(verdicts(lambdaRoleScoped, facts)).toEqual({
    [id]: "fail",
    [workloadArn.lambda("reports")]: "fail",
  });
  expect(evidenceOf(lambdaRoleScoped, facts).summary).toBe("orders shares its role with reports.");
});

test.each([
  ["the same function elsewhere is one with it", "orders", { passed: 2, failed: 0 }],
  ["another function elsewhere is not", "reports", { passed: 0, failed: 2 }],
])("%s", (_, name, counts) => {
  const facts = [orders, lambdaFunction(name, sharing, "us-east-1"), ...acting(logs)];
  const { tallies } = evaluateAccount(inputOf(facts, { regions: [region, "us-east-1"] }), [lambdaRoleScoped]);
  expect(tallies).toMatchObject([{ ...counts, unknown: 0 }]);
});
