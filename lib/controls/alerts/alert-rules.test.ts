import { describe, expect, test } from "vitest";
import type { Fact } from "#lib/inventory/kinds.ts";
import { breakGlassAlert } from "../identity/break-glass-alert.ts";
import { accountId, region, strangerId } from "../testing/facts.ts";
import { eventRule, home, topicArn } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";

const root = {
  "detail-type": ["AWS Console Sign In via CloudTrail"],
  detail: { userIdentity: { type: ["Root"] } },
};
const judged = (facts: readonly Fact[], regions = [region, home]) =>
  verdicts(breakGlassAlert, facts, regions)[`account/${accountId}`];

describe("who is told", () => {
  test.each([
    ["a topic", { targetArns: [topicArn] }, "pass"],
    [
      "another account's bus",
      { targetArns: [`arn:aws:events:${home}:${strangerId}:event-bus/central`] },
      "pass",
    ],
    ["nobody", { targetArns: [] }, "fail"],
    [
      "a log group alone",
      { targetArns: [`arn:aws:logs:${home}:${accountId}:log-group:/aws/events/all`] },
      "fail",
    ],
    [
      "a topic beside a log group",
      { targetArns: [`arn:aws:logs:${home}:${accountId}:log-group:/aws/events/all`, topicArn] },
      "pass",
    ],
    [
      "a topic, by a rule of every management event",
      { state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" },
      "pass",
    ],
    ["a topic, by a disabled rule", { state: "DISABLED", targetArns: null }, "fail"],
    ["a service, by its own rule", { managedBy: "securityhub.amazonaws.com" }, "fail"],
    [
      "somebody not read",
      { targetArns: null },
      "undecidable: The targets of an enabled rule are not among the facts.",
    ],
  ])("%s", (_, over, verdict) => {
    expect(judged([eventRule(root, over)])).toBe(verdict);
  });
});

test("a rule in another Region never sees the event", () => {
  expect(judged([eventRule(root, {}, region)])).toBe("fail");
});

test("a rule that runs by the clock matches nothing", () => {
  expect(judged([eventRule(null, { scheduleExpression: "rate(1 day)" })])).toBe("fail");
});

test.each([
  ["that is not understood leaves it open", [eventRule({ source: [{ like: "x" }] })], "undecidable"],
  [
    "that is not understood does not matter beside one that is",
    [eventRule("{", { name: "odd" }), eventRule(root)],
    "pass",
  ],
  [
    "that is not understood does not matter where it alerts nobody",
    [eventRule("{", { targetArns: [] })],
    "fail",
  ],
  ["that is not understood does not matter in another Region", [eventRule("{", {}, region)], "fail"],
])("a pattern %s", (_, facts, verdict) => {
  expect(judged(facts)).toMatch(new RegExp(`^${verdict}`));
});

test("where the Region of such events is not in scope, nothing can be said", () => {
  expect(judged([], [region])).toBe("undecidable: The Region in which such events arrive is not in scope.");
});

test("the evidence shows what would alert, and why it does not", () => {
  const facts = [
    eventRule(root, { name: "off", state: "DISABLED", targetArns: null }),
    eventRule(root, { name: "away" }, region),
  ];
  expect(evidenceOf(breakGlassAlert, facts, [region, home])).toMatchObject({
    summary:
      "No rule in us-east-1 alerts when root signs in to the console. off would, but is disabled. away would, but " +
      "is in eu-central-1, where such events never arrive.",
    fragments: [{ label: "Rule off" }, { label: "Rule away" }],
  });
  expect(evidenceOf(breakGlassAlert, [eventRule(root)], [home]).summary).toBe(
    "alert alerts when root signs in to the console.",
  );
});
