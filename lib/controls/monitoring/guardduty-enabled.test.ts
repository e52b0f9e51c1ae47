import { expect, test } from "vitest";
import { accountId, fact, region } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { guarddutyEnabled } from "./guardduty-enabled.ts";

function detector(id: string, status: string) {
  return fact("guardduty.detector", `arn:aws:guardduty:${region}:${accountId}:detector/${id}`, {
    id,
    status,
    findingPublishingFrequency: null,
    features: [],
  });
}

test.each([
  ["a detector that is on", [detector("a", "ENABLED")], "pass"],
  ["a detector that is suspended", [detector("a", "DISABLED")], "fail"],
  ["one of two on", [detector("a", "DISABLED"), detector("b", "ENABLED")], "pass"],
  ["no detector", [], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(guarddutyEnabled, facts)).toEqual({ [`region/${region}`]: verdict });
});
