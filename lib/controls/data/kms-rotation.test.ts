import { expect, test } from "vitest";
import { key, keyArn } from "../testing/data-facts.ts";
import { fact } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { kmsRotation } from "./kms-rotation.ts";

function rotation(enabled: boolean, periodDays: number | null = null) {
  return fact("kms.key-rotation", keyArn, { enabled, periodDays });
}

test.each([
  ["that rotates", [key(), rotation(true)], "pass"],
  ["that does not", [key(), rotation(false)], "fail"],
  ["whose rotation was not read", [key()], "undecidable: A key's rotation is not among the facts."],
  ["that replicates another Region's", [key({ multiRegion: true }), rotation(true)], "pass"],
  ["to sign with", [key({ spec: "RSA_2048", usage: "SIGN_VERIFY" })], "notApplicable"],
  ["for codes", [key({ spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC" })], "notApplicable"],
  ["with imported material", [key({ origin: "EXTERNAL" })], "notApplicable"],
  ["in a store of its own", [key({ origin: "AWS_CLOUDHSM" })], "notApplicable"],
  ["that is disabled", [key({ state: "Disabled" })], "notApplicable"],
  ["that will be deleted", [key({ state: "PendingDeletion" })], "notApplicable"],
])("a key %s", (_, facts, verdict) => {
  expect(verdicts(kmsRotation, facts)).toEqual({ [keyArn]: verdict });
});

test("says how often, and why not", () => {
  expect(evidenceOf(kmsRotation, [key(), rotation(true, 90)]).summary).toBe(
    "application is rotated every 90 days.",
  );
  expect(evidenceOf(kmsRotation, [key({ aliases: [], state: "Disabled" })]).summary).toBe(
    "KMS rotates no key that is Disabled: 11111111-2222-3333-4444-555555555555.",
  );
});
