import { expect, test } from "vitest";
import { arn, policyDocument } from "../testing/facts.ts";
import {
  group,
  inlinePolicy,
  managedPolicy,
  reserved,
  role,
  serviceLinked,
  user,
} from "../testing/identity-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamNoInline } from "./iam-no-inline.ts";

const document = policyDocument({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const deploy = arn.iam("role/deploy");

test.each([
  ["a role without", [role("deploy")], { [deploy]: "pass" }],
  [
    "a role with managed policies",
    [role("deploy", { attachedPolicyArns: [arn.iam("policy/read")] }), managedPolicy("read", document)],
    { [deploy]: "pass" },
  ],
  ["a role with", [role("deploy"), inlinePolicy(role("deploy"), "own", document)], { [deploy]: "fail" }],
  [
    "a group with, one without, of the name of a role",
    [group("team"), group("deploy"), role("deploy"), inlinePolicy(group("team"), "own", document)],
    { [deploy]: "pass", [arn.iam("group/deploy")]: "pass", [arn.iam("group/team")]: "fail" },
  ],
  ["a user with, judged elsewhere", [user("alice"), inlinePolicy(user("alice"), "own", document)], {}],
  [
    "a service-linked role",
    [role("AWSServiceRoleForX", serviceLinked)],
    { [arn.iam("role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForX")]: "notApplicable" },
  ],
  [
    "a role of Identity Center with the policy of its permission set",
    [
      role("AWSReservedSSO_Ops_1", reserved),
      inlinePolicy(role("AWSReservedSSO_Ops_1", reserved), "AwsSSOInlinePolicy", document),
    ],
    { [arn.iam("role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Ops_1")]: "notApplicable" },
  ],
  [
    "a document that does not parse, which is inline all the same",
    [role("deploy"), inlinePolicy(role("deploy"), "own", "{")],
    { [deploy]: "fail" },
  ],
])("%s", (_, facts, expected) => {
  expect(verdicts(iamNoInline, facts)).toEqual(expected);
});

test("the evidence names the policies, and the remediation the first of them", () => {
  const facts = ["b", "a"].map((name) => inlinePolicy(role("deploy"), name, document));
  expect(evidenceOf(iamNoInline, [role("deploy"), ...facts])).toEqual({
    summary: "The role deploy carries 2 inline policies.",
    fragments: [{ label: "Inline policies", place: "iam.policy principalArn", value: ["a", "b"] }],
    values: { policy: "a" },
  });
});
