import { expect, test } from "vitest";
import { accountId, arn, fact, strangerId } from "../testing/facts.ts";
import { attestation, hours } from "../testing/own-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { slrReviewed } from "./slr-reviewed.ts";

function role(path: string, name: string) {
  return fact("iam.role", arn.iam(`role${path}${name}`), {
    arn: arn.iam(`role${path}${name}`),
    name,
    id: "AROAEXAMPLE",
    path,
    createdAt: "2024-01-01T00:00:00.000Z",
    trustPolicy: "{}",
    attachedPolicyArns: [],
    boundaryArn: null,
    lastUsedOn: null,
  });
}

const linked = role("/aws-service-role/ecs.amazonaws.com/", "AWSServiceRoleForECS");
const no = { met: false, id: "00000000-0000-4000-8000-000000000009" };
const nobody = "undecidable: Nobody has attested it, or the attestation has expired.";

test.each([
  ["no service-linked role", [role("/", "app")], "notApplicable"],
  ["no word", [linked], nobody],
  ["a word for the Organization", [linked, attestation()], "pass"],
  ["a word for the account", [linked, attestation({ accountId })], "pass"],
  ["a word for another account", [linked, attestation({ accountId: strangerId })], nobody],
  ["a word on another control", [linked, attestation({ controlId: "idc-external-idp-mfa" })], nobody],
  ["a word that it is not so", [linked, attestation({ met: false })], "fail"],
  [
    "a later word that it is not so",
    [linked, attestation(), attestation({ ...no, attestedAt: hours(-1) })],
    "fail",
  ],
  [
    "an earlier word that it was not so",
    [linked, attestation({ ...no, attestedAt: hours(-48) }), attestation()],
    "pass",
  ],
  [
    "the account's own word against a later one for all",
    [linked, attestation({ ...no, attestedAt: hours(-1) }), attestation({ accountId })],
    "pass",
  ],
])("%s", (_, facts, expected) => {
  expect(verdicts(slrReviewed, facts)).toEqual({ [`account/${accountId}`]: expected });
});
