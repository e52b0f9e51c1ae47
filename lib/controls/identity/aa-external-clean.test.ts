import { expect, test } from "vitest";
import { accountId, arn, fact } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { aaExternalClean } from "./aa-external-clean.ts";

function analyzer(type: string, status = "ACTIVE") {
  const id = `arn:aws:access-analyzer:eu-central-1:${accountId}:analyzer/a`;
  return fact("access-analyzer.analyzer", id, {
    arn: id,
    name: "a",
    type,
    status,
    unusedAccessAgeDays: null,
  });
}

const ofOrganization = fact("access-analyzer.organization-analyzer", "arn:aws:access-analyzer:::analyzer/o", {
  arn: "arn:aws:access-analyzer:::analyzer/o",
  name: "o",
  type: "ORGANIZATION",
  status: "ACTIVE",
  unusedAccessAgeDays: null,
  region: "us-east-1",
});

function external(name: string) {
  return fact("postern.external-access", arn.bucket(name), {
    region: "eu-central-1",
    resourceType: "AWS::S3::Bucket",
    findings: 2,
    title: "AWS::S3::Bucket can be reached from outside",
  });
}

const account = `account/${accountId}`;

test.each([
  ["nothing found", [analyzer("ACCOUNT")], { [account]: "pass" }],
  ["nothing found by the Organization's", [ofOrganization], { [account]: "pass" }],
  ["nobody looks", [], { [account]: "notApplicable" }],
  [
    "one that looks for unused access alone",
    [analyzer("ACCOUNT_UNUSED_ACCESS")],
    { [account]: "notApplicable" },
  ],
  ["one that is not active", [analyzer("ACCOUNT", "CREATING")], { [account]: "notApplicable" }],
  [
    "each resource found is one",
    [analyzer("ACCOUNT"), external("a"), external("b")],
    { [arn.bucket("a")]: "fail", [arn.bucket("b")]: "fail" },
  ],
])("%s", (_, facts, expected) => {
  expect(verdicts(aaExternalClean, facts)).toEqual(expected);
});
