import { expect, test } from "vitest";
import { accountId } from "../testing/facts.ts";
import { eventRule, home } from "../testing/monitoring-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { breakGlassAlert } from "./break-glass-alert.ts";

const signIn = "AWS Console Sign In via CloudTrail";

test.each([
  ["root's sign-in", { "detail-type": [signIn], detail: { userIdentity: { type: ["Root"] } } }, "pass"],
  ["every sign-in", { "detail-type": [signIn] }, "pass"],
  ["every event of the account", { account: [accountId] }, "pass"],
  ["every event", { source: [{ prefix: "" }] }, "pass"],
  ["whatever root does", { detail: { userIdentity: { arn: [{ suffix: ":root" }] } } }, "pass"],
  [
    "either of two",
    { $or: [{ source: ["aws.s3"] }, { source: ["aws.signin"], detail: { eventName: ["ConsoleLogin"] } }] },
    "pass",
  ],
  [
    "anyone's but the deployer's",
    { detail: { userIdentity: { type: [{ "anything-but": "AssumedRole" }] } } },
    "pass",
  ],
  ["users' sign-in", { "detail-type": [signIn], detail: { userIdentity: { type: ["IAMUser"] } } }, "fail"],
  ["root's calls alone", { "detail-type": ["AWS API Call via CloudTrail"] }, "fail"],
  ["failed sign-ins alone", { detail: { responseElements: { ConsoleLogin: ["Failure"] } } }, "fail"],
  ["sign-ins without MFA alone", { detail: { additionalEventData: { MFAUsed: ["No"] } } }, "fail"],
  ["another account's", { account: ["444455556666"] }, "fail"],
])("a rule for %s", (_, pattern, verdict) => {
  const id = `account/${accountId}`;
  expect(verdicts(breakGlassAlert, [eventRule(pattern)], [home])).toEqual({ [id]: verdict });
});
