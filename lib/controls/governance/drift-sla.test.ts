import { expect, test } from "vitest";
import { accountId, fact } from "../testing/facts.ts";
import { hours, settings } from "../testing/own-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { driftSla } from "./drift-sla.ts";

const account = `account/${accountId}`;

const drift = (severity: "critical" | "high" | "low" | "informational", age: number) =>
  fact("postern.drift", `s3-tls-only|global|${severity}/${age}`, {
    controlId: "s3-tls-only",
    resourceId: `${severity}/${age}`,
    region: "global",
    severity,
    openedAt: hours(-age * 24),
  });

test.each([
  ["nothing drifted", [], "pass"],
  ["what may still be open", [drift("critical", 1), drift("high", 7), drift("low", 90)], "pass"],
  ["a critical one of an hour more than a day", [drift("critical", 25 / 24)], "fail"],
  ["a high one of eight days", [drift("low", 8), drift("high", 8)], "fail"],
  ["a severity without an end", [drift("informational", 900)], "pass"],
])("%s", (_, facts, expected) => {
  expect(verdicts(driftSla, [settings(), ...facts])).toEqual({ [account]: expected });
});

test("without settings nothing is known", () => {
  expect(verdicts(driftSla, [])).toEqual({ [account]: "undecidable: The settings are not known." });
});

test("names the oldest", () => {
  const facts = [settings(), drift("high", 9), drift("high", 20), drift("low", 1)];
  expect(evidenceOf(driftSla, facts).summary).toBe(
    "2 of 3 that newly failed are open for longer than allowed, the oldest, s3-tls-only, for 20 days.",
  );
});
