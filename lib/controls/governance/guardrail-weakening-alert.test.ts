import { expect, test } from "vitest";
import { accountId } from "../testing/facts.ts";
import { eventRule, home } from "../testing/monitoring-facts.ts";
import { organization } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { guardrailWeakeningAlert } from "./guardrail-weakening-alert.ts";

const calls = (...eventName: unknown[]) => ({ source: ["aws.organizations"], detail: { eventName } });
const management = organization({ managementAccountId: accountId });

test.each([
  ["all three", [calls("UpdatePolicy", "DetachPolicy", "DeletePolicy")], "pass"],
  ["all three by suffix", [calls({ suffix: "Policy" })], "pass"],
  ["whatever happens to the organization", [{ source: ["aws.organizations"] }], "pass"],
  ["two in one and one in another", [calls("UpdatePolicy", "DetachPolicy"), calls("DeletePolicy")], "pass"],
  ["two of three", [calls("UpdatePolicy", "DetachPolicy")], "fail"],
  ["what strengthens them", [calls("CreatePolicy", "AttachPolicy")], "fail"],
  [
    "the same calls of another service",
    [{ source: ["aws.iam"], detail: { eventName: ["DeletePolicy"] } }],
    "fail",
  ],
  ["nothing", [], "fail"],
])("rules for %s", (_, patterns, verdict) => {
  const rules = patterns.map((pattern, index) => eventRule(pattern, { name: `alert-${index}` }));
  expect(verdicts(guardrailWeakeningAlert, [management, ...rules], [home])).toEqual({
    [`account/${accountId}`]: verdict,
  });
});

test("only the management account is judged", () => {
  expect(verdicts(guardrailWeakeningAlert, [organization()], [home])).toEqual({});
  expect(verdicts(guardrailWeakeningAlert, [], [home])).toEqual({});
});

test("says what goes unnoticed", () => {
  const facts = [management, eventRule(calls("UpdatePolicy"))];
  expect(evidenceOf(guardrailWeakeningAlert, facts, [home]).summary).toBe(
    "No rule in us-east-1 alerts when a policy is detached, or a policy is deleted.",
  );
});
