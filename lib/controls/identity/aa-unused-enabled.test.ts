import { expect, test } from "vitest";
import { accountId } from "../testing/facts.ts";
import { analyzer, organizationAnalyzer } from "../testing/identity-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { aaUnusedEnabled } from "./aa-unused-enabled.ts";

test.each([
  ["one of the account", [analyzer("ACCOUNT_UNUSED_ACCESS")], "pass"],
  ["one in another Region", [analyzer("ACCOUNT_UNUSED_ACCESS", "ACTIVE", "us-east-1")], "pass"],
  ["one of the organization", [organizationAnalyzer("ORGANIZATION_UNUSED_ACCESS")], "pass"],
  [
    "one of two active",
    [analyzer("ACCOUNT_UNUSED_ACCESS", "FAILED"), organizationAnalyzer("ORGANIZATION_UNUSED_ACCESS")],
    "pass",
  ],
  ["one that is disabled", [analyzer("ACCOUNT_UNUSED_ACCESS", "DISABLED")], "fail"],
  ["those of external access", [analyzer("ACCOUNT"), organizationAnalyzer("ORGANIZATION")], "fail"],
  ["none", [], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(aaUnusedEnabled, facts)).toEqual({ [`account/${accountId}`]: verdict });
});
