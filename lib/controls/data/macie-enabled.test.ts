import { expect, test } from "vitest";
import { fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { macieEnabled } from "./macie-enabled.ts";

const session = (status: string) =>
  fact("macie.session", `region/${region}`, { status, findingPublishingFrequency: null });

test.each([
  ["on", [session("ENABLED")], "pass"],
  ["paused", [session("PAUSED")], "fail"],
  ["off", [], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(macieEnabled, facts)).toEqual({ [`region/${region}`]: verdict });
});

test("tells paused from off", () => {
  expect(evidenceOf(macieEnabled, [session("PAUSED")]).summary).toBe("Macie is PAUSED in eu-central-1.");
  expect(evidenceOf(macieEnabled, []).summary).toBe("Macie is off in eu-central-1.");
});
