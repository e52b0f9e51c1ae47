import { expect, test } from "vitest";
import { region } from "../testing/facts.ts";
import { analyzer, organizationAnalyzer } from "../testing/identity-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { aaExternalEnabled } from "./aa-external-enabled.ts";

test.each([
  ["one of the account", [analyzer("ACCOUNT")], "pass"],
  ["one of the organization", [organizationAnalyzer("ORGANIZATION")], "pass"],
  [
    "one of the organization in another Region",
    [organizationAnalyzer("ORGANIZATION", "ACTIVE", "us-east-1")],
    "fail",
  ],
  ["one that is disabled", [analyzer("ACCOUNT", "DISABLED")], "fail"],
  [
    "one that failed, one that is active",
    [analyzer("ACCOUNT", "FAILED"), organizationAnalyzer("ORGANIZATION")],
    "pass",
  ],
  ["one that is being created", [analyzer("ACCOUNT", "CREATING")], "fail"],
  [
    "those of unused and internal access alone",
    [
      analyzer("ACCOUNT_UNUSED_ACCESS"),
      analyzer("ACCOUNT_INTERNAL_ACCESS"),
      organizationAnalyzer("ORGANIZATION_UNUSED_ACCESS"),
      organizationAnalyzer("ORGANIZATION_INTERNAL_ACCESS"),
    ],
    "fail",
  ],
  ["none", [], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(aaExternalEnabled, facts)).toEqual({ [`region/${region}`]: verdict });
});

test("the evidence shows every analyzer that could have", () => {
  expect(evidenceOf(aaExternalEnabled, [analyzer("ACCOUNT", "FAILED")])).toEqual({
    summary: `No analyzer of external access is active in ${region}.`,
    fragments: [
      {
        label: "Analyzer account",
        place: "access-analyzer.analyzer status",
        value: { type: "ACCOUNT", status: "FAILED" },
      },
    ],
  });
});
