import { expect, test } from "vitest";
import { arn, fact } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { rootNoKeys } from "./root-no-keys.ts";

const root = arn.iam("root");

function summary(rootAccessKeysPresent: boolean, rootPasswordPresent: boolean) {
  return fact("iam.account-summary", root, {
    rootPasswordPresent,
    rootMfaEnabled: true,
    rootAccessKeysPresent,
    users: 1,
    roles: 1,
  });
}

test.each([
  ["no key", [summary(false, true)], "pass"],
  ["a key", [summary(true, true)], "fail"],
  ["a key without a password", [summary(true, false)], "fail"],
  ["no summary, though it was looked for", [], "undecidable: The account has no summary among the facts."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(rootNoKeys, facts)).toEqual({ [root]: verdict });
});
