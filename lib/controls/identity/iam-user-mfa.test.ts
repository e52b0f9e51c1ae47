import { expect, test } from "vitest";
import { arn, credential } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamUserMfa } from "./iam-user-mfa.ts";

test.each([
  ["a user with a device", credential(), { [arn.iam("user/alice")]: "pass" }],
  ["a user without one", credential({ mfaActive: false }), { [arn.iam("user/alice")]: "fail" }],
  [
    "a user with keys only and no device",
    credential({ mfaActive: false, passwordEnabled: false }),
    { [arn.iam("user/alice")]: "fail" },
  ],
  ["root, which is judged elsewhere", credential({ isRoot: true, mfaActive: false }), {}],
])("%s", (_, fact, expected) => {
  expect(verdicts(iamUserMfa, [fact])).toEqual(expected);
});

test("names the user in the evidence", () => {
  expect(evidenceOf(iamUserMfa, [credential({ user: "bob", mfaActive: false })]).summary).toBe(
    "bob has no MFA device.",
  );
});
