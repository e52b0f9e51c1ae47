import { expect, test } from "vitest";
import { key, keyArn, keyPolicy } from "../testing/data-facts.ts";
import { accountId, managementId, organizationId, policyDocument, strangerId } from "../testing/facts.ts";
import { member, organization } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { kmsPolicyScoped } from "./kms-policy-scoped.ts";

const root = (account: string) => `arn:aws:iam::${account}:root`;
const admin = { Effect: "Allow", Principal: { AWS: root(accountId) }, Action: "kms:*", Resource: "*" };
const use = ["kms:Decrypt", "kms:DescribeKey"];
const more = (over: object) => [admin, { Effect: "Allow", Resource: "*", ...over }];
const base = [key(), organization(), member(), member(managementId)];
const stranger = { AWS: root(strangerId) };

test.each([
  ["the account alone", [admin], "pass"],
  [
    "a role of the account",
    more({ Principal: { AWS: `arn:aws:iam::${accountId}:role/app` }, Action: use }),
    "pass",
  ],
  [
    "control to an account of the organization",
    more({ Principal: { AWS: managementId }, Action: "kms:*" }),
    "pass",
  ],
  ["use to a stranger", more({ Principal: stranger, Action: use }), "pass"],
  ["control to a stranger", more({ Principal: stranger, Action: "kms:*" }), "fail"],
  ["everything to a stranger", more({ Principal: { AWS: strangerId }, Action: "*" }), "fail"],
  ["the policy to a stranger", more({ Principal: stranger, Action: ["kms:Decrypt", "kms:Put*"] }), "fail"],
  [
    "all but deletion to a stranger",
    more({ Principal: stranger, NotAction: "kms:ScheduleKeyDeletion" }),
    "fail",
  ],
  ["all but the policy to a stranger", more({ Principal: stranger, NotAction: "kms:PutKeyPolicy" }), "pass"],
  ["control to everybody", more({ Principal: "*", Action: "kms:*" }), "fail"],
  ["use to everybody", more({ Principal: { AWS: "*" }, Action: use }), "fail"],
  [
    "control to everybody of the organization",
    more({
      Principal: "*",
      Action: "kms:*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    }),
    "pass",
  ],
  [
    "control to everybody of another organization",
    more({
      Principal: "*",
      Action: "kms:*",
      Condition: { StringEquals: { "kms:CallerAccount": strangerId } },
    }),
    "fail",
  ],
  [
    "use to the account's callers through a service",
    more({
      Principal: { AWS: "*" },
      Action: use,
      Condition: { StringEquals: { "kms:CallerAccount": accountId, "kms:ViaService": "ec2.amazonaws.com" } },
    }),
    "pass",
  ],
  [
    "use to everybody through a service",
    more({
      Principal: { AWS: "*" },
      Action: use,
      Condition: { StringEquals: { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" } },
    }),
    "fail",
  ],
  ["control taken from a stranger", more({ Effect: "Deny", Principal: stranger, Action: "kms:*" }), "pass"],
])("a policy that gives %s", (_, statements, verdict) => {
  const facts = [...base, keyPolicy(policyDocument(...statements))];
  expect(verdicts(kmsPolicyScoped, facts)).toEqual({ [keyArn]: verdict });
});

test.each([
  ["not read", [], "undecidable: A key's policy is not among the facts."],
  ["not JSON", [keyPolicy("{")], "undecidable: The policy document is not valid JSON."],
])("a policy that is %s", (_, facts, verdict) => {
  expect(verdicts(kmsPolicyScoped, [...base, ...facts])).toEqual({ [keyArn]: verdict });
});

test("names the strangers and shows the statement", () => {
  const document = policyDocument(...more({ Sid: "Vendor", Principal: stranger, Action: "kms:*" }));
  expect(evidenceOf(kmsPolicyScoped, [...base, keyPolicy(document)])).toMatchObject({
    summary: `The policy of application gives control of the key to ${root(strangerId)}, outside the organization.`,
    fragments: [{ label: "Statement 2 (Vendor)", place: "kms.key-policy document Statement[1]" }],
  });
});
