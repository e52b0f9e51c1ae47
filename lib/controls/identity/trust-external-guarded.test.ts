import { expect, test } from "vitest";
import {
  accountId,
  arn,
  fact,
  managementId,
  organizationId,
  policyDocument,
  strangerId,
} from "../testing/facts.ts";
import { member, organization } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { trustExternalGuarded } from "./trust-external-guarded.ts";

const id = arn.iam("role/partner");
const around = [organization(), member(), member(managementId)];
const externalId = { StringEquals: { "sts:ExternalId": "a-42" } };
const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const ours = { StringEquals: { "aws:PrincipalOrgID": organizationId } };

function role(trustPolicy: string) {
  return fact("iam.role", id, {
    arn: id,
    name: "partner",
    id: "AROAEXAMPLE",
    path: "/",
    createdAt: "2025-01-01T00:00:00Z",
    trustPolicy,
    attachedPolicyArns: [],
    boundaryArn: null,
    lastUsedOn: null,
  });
}

function trust(principal: unknown, condition?: object) {
  const Condition = condition === undefined ? {} : { Condition: condition };
  return { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...Condition };
}

test.each([
  ["a service", [trust({ Service: "ec2.amazonaws.com" })], "notApplicable"],
  ["its own account", [trust({ AWS: accountId })], "notApplicable"],
  [
    "an account of the organization",
    [trust({ AWS: `arn:aws:iam::${managementId}:role/x` })],
    "notApplicable",
  ],
  ["anyone of the organization", [trust("*", ours)], "notApplicable"],
  ["a stranger's account", [trust({ AWS: strangerId })], "fail"],
  ["a stranger's role", [trust({ AWS: `arn:aws:iam::${strangerId}:role/x` })], "fail"],
  ["anyone", [trust("*")], "fail"],
  [
    "anyone of another organization",
    [trust({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-other" } })],
    "fail",
  ],
  ["a stranger with external id", [trust({ AWS: strangerId }, externalId)], "pass"],
  ["a stranger with MFA", [trust({ AWS: strangerId }, mfa)], "pass"],
  ["a stranger with MFA if known", [trust({ AWS: strangerId }, { BoolIfExists: mfa.Bool })], "fail"],
  [
    "a stranger by two statements, one unguarded",
    [trust({ AWS: strangerId }, externalId), trust({ AWS: strangerId })],
    "fail",
  ],
  [
    "a stranger guarded, a member not",
    [trust({ AWS: strangerId }, mfa), trust({ AWS: managementId })],
    "pass",
  ],
])("trusts %s", (_, statements, verdict) => {
  const facts = [...around, role(policyDocument(...statements))];
  expect(verdicts(trustExternalGuarded, facts)).toEqual({ [id]: verdict });
});

test("a document that does not parse decides nothing", () => {
  expect(verdicts(trustExternalGuarded, [...around, role("%7B")])).toEqual({
    [id]: "undecidable: The policy document is not valid JSON.",
  });
});

test("without an organization everyone else is outside", () => {
  const facts = [role(policyDocument(trust({ AWS: managementId })))];
  expect(verdicts(trustExternalGuarded, facts)).toEqual({ [id]: "fail" });
});

test("the evidence names who and shows the unguarded statement", () => {
  const document = policyDocument(trust({ AWS: managementId }), trust({ AWS: [strangerId, "*"] }));
  expect(evidenceOf(trustExternalGuarded, [...around, role(document)])).toEqual({
    summary: `partner can be assumed from outside the organization, by *, ${strangerId}, without external id or MFA.`,
    fragments: [
      {
        label: "Statement 2",
        place: "iam.role trustPolicy Statement[1]",
        value: { Effect: "Allow", Principal: { AWS: [strangerId, "*"] }, Action: ["sts:AssumeRole"] },
      },
    ],
  });
});
