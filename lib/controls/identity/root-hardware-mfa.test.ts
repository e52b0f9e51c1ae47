import { expect, test } from "vitest";
import { arn, fact } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { rootHardwareMfa } from "./root-hardware-mfa.ts";

const root = arn.iam("root");

function summary(rootPasswordPresent: boolean, rootMfaEnabled: boolean) {
  return fact("iam.account-summary", root, {
    rootPasswordPresent,
    rootMfaEnabled,
    rootAccessKeysPresent: false,
    users: 1,
    roles: 1,
  });
}

function device(serial: string, userArn: string | null) {
  const serialNumber = arn.iam(`mfa/${serial}`);
  return fact("iam.virtual-mfa-device", serialNumber, { serialNumber, userArn });
}

test.each([
  ["no password", [summary(false, false)], "pass"],
  ["a password and no MFA", [summary(true, false)], "fail"],
  ["MFA that is on no list of virtual devices", [summary(true, true)], "pass"],
  ["a virtual device", [summary(true, true), device("root-account-mfa-device", root)], "fail"],
  ["a virtual device under another name", [summary(true, true), device("phone", root)], "fail"],
  [
    "virtual devices of others",
    [summary(true, true), device("alice", arn.iam("user/alice")), device("unused", null)],
    "pass",
  ],
  ["no summary, though it was looked for", [], "undecidable: The account has no summary among the facts."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(rootHardwareMfa, facts)).toEqual({ [root]: verdict });
});
