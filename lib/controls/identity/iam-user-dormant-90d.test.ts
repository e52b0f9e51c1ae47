import { expect, test } from "vitest";
import { arn, credential, daysAgo } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { iamUserDormant90d } from "./iam-user-dormant-90d.ts";

const alice = arn.iam("user/alice");
const noPassword = { passwordEnabled: false, passwordLastUsedOn: null };

function key(lastUsedOn: string | null, active = true) {
  return { active, lastRotatedOn: daysAgo(400), lastUsedOn };
}

test.each([
  ["password used 89 days and a half ago", { passwordLastUsedOn: daysAgo(89) }, "pass"],
  ["password used 90 days and a half ago", { passwordLastUsedOn: daysAgo(90) }, "fail"],
  ["old password, key in use", { passwordLastUsedOn: daysAgo(300), keys: [key(daysAgo(2))] }, "pass"],
  [
    "old password, inactive key used lately",
    { passwordLastUsedOn: daysAgo(300), keys: [key(daysAgo(2), false)] },
    "fail",
  ],
  ["key in use only", { ...noPassword, keys: [key(daysAgo(89))] }, "pass"],
  ["keys not in use", { ...noPassword, keys: [key(daysAgo(90)), key(daysAgo(100))] }, "fail"],
  [
    "disabled password used lately, old key",
    { passwordEnabled: false, passwordLastUsedOn: daysAgo(1), keys: [key(daysAgo(95))] },
    "fail",
  ],
  ["never used, 89 days and a half old", { passwordLastUsedOn: null, createdOn: daysAgo(89) }, "pass"],
  ["never used, 90 days and a half old", { passwordLastUsedOn: null, createdOn: daysAgo(90) }, "fail"],
  ["never used, key never used, old", { ...noPassword, createdOn: daysAgo(200), keys: [key(null)] }, "fail"],
  [
    "used long ago, young by a clock error",
    { passwordLastUsedOn: daysAgo(200), createdOn: daysAgo(3) },
    "fail",
  ],
  ["nothing enabled", { ...noPassword, keys: [key(daysAgo(300), false)] }, "pass"],
  [
    "never used, no date",
    { passwordLastUsedOn: null, createdOn: null },
    "undecidable: The credential report does not date a user.",
  ],
])("%s", (_, over, verdict) => {
  expect(verdicts(iamUserDormant90d, [credential(over)])).toEqual({ [alice]: verdict });
});

test("root is judged elsewhere", () => {
  expect(verdicts(iamUserDormant90d, [credential({ isRoot: true })])).toEqual({});
});
