import { expect, test } from "vitest";
import { arn, policyDocument } from "../testing/facts.ts";
import { group, inlinePolicy, managedPolicy, role, user } from "../testing/identity-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamNoUserPolicies } from "./iam-no-user-policies.ts";

const document = policyDocument({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const attached = arn.iam("policy/read");
const alice = user("alice");

test.each([
  ["no policy", [alice], "pass"],
  ["an attached policy", [user("alice", { attachedPolicyArns: [attached] })], "fail"],
  ["an inline policy", [alice, inlinePolicy(alice, "own", document)], "fail"],
  [
    "policies of a group and of a role",
    [
      user("alice", { groups: ["team"] }),
      group("team", [attached]),
      managedPolicy("read", document),
      inlinePolicy(group("team"), "own", document),
      inlinePolicy(role("alice"), "own", document),
    ],
    "pass",
  ],
  ["an inline policy of another user", [alice, inlinePolicy(user("alice2"), "own", document)], "pass"],
  ["a boundary", [user("alice", { boundaryArn: attached })], "pass"],
  [
    "an inline policy that does not parse, which is one all the same",
    [alice, inlinePolicy(alice, "x", "{")],
    "fail",
  ],
])("%s", (_, facts, verdict) => {
  expect(verdicts(iamNoUserPolicies, facts)).toEqual({ [arn.iam("user/alice")]: verdict });
});

test("the evidence names the policies", () => {
  const both = user("alice", { attachedPolicyArns: [attached] });
  expect(evidenceOf(iamNoUserPolicies, [both, inlinePolicy(both, "own", document)])).toEqual({
    summary: "alice carries 2 policies of its own.",
    fragments: [
      { label: "Attached policies", place: "iam.user attachedPolicyArns", value: [attached] },
      { label: "Inline policies", place: "iam.policy principalArn", value: ["own"] },
    ],
  });
});
