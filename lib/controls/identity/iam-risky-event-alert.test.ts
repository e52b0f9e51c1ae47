import { expect, test } from "vitest";
import { accountId } from "../testing/facts.ts";
import { eventRule, home } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { iamRiskyEventAlert } from "./iam-risky-event-alert.ts";

const calls = (...eventName: unknown[]) => ({ source: ["aws.iam"], detail: { eventName } });
const by = (type: string) => ({ detail: { eventName: ["CreateAccessKey"], userIdentity: { type: [type] } } });

test.each([
  ["new keys", [calls("CreateAccessKey")], "pass"],
  ["whatever is made in IAM", [calls({ prefix: "Create" })], "pass"],
  ["new credentials by wildcard", [calls({ wildcard: "Create*Key" })], "pass"],
  ["successful calls", [{ source: ["aws.iam"], detail: { errorCode: [{ exists: false }] } }], "pass"],
  ["failed calls", [{ source: ["aws.iam"], detail: { errorCode: [{ exists: true }] } }], "fail"],
  ["new users alone", [calls("CreateUser", "CreateLoginProfile")], "fail"],
  ["keys that are deleted", [calls("DeleteAccessKey")], "fail"],
  ["keys that users make", [by("IAMUser")], "fail"],
  ["keys that users and roles make, in two rules", [by("IAMUser"), by("AssumedRole")], "pass"],
  ["what is not made in IAM", [calls({ "anything-but": { prefix: "Create" } })], "fail"],
])("a rule for %s", (_, patterns, verdict) => {
  const rules = patterns.map((pattern, index) => eventRule(pattern, { name: `alert-${index}` }));
  expect(verdicts(iamRiskyEventAlert, rules, [home])).toEqual({ [`account/${accountId}`]: verdict });
});

test("says whose keys go unnoticed", () => {
  expect(evidenceOf(iamRiskyEventAlert, [eventRule(by("IAMUser"))], [home]).summary).toBe(
    "No rule in us-east-1 alerts when a role makes an access key.",
  );
});
