import { expect, test } from "vitest";
import { secret, secretArn } from "../testing/data-facts.ts";
import { daysAgo, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { secretsRotation } from "./secrets-rotation.ts";

test.each([
  ["that rotates", { rotationEnabled: true, rotationDays: 30 }, "pass"],
  ["that rotates by a cron expression", { rotationEnabled: true }, "pass"],
  ["that never did", {}, "fail"],
  ["that no longer does", { rotationDays: 30, lastRotatedOn: daysAgo(400) }, "fail"],
  ["that RDS rotates", { rotationEnabled: true, rotationDays: 7, owningService: "rds" }, "pass"],
  ["that EventBridge keeps for a connection", { owningService: "events" }, "notApplicable"],
  ["replicated from another Region", { primaryRegion: "eu-west-1" }, "notApplicable"],
  ["replicated to others from here", { primaryRegion: region }, "fail"],
])("a secret %s", (_, over, verdict) => {
  expect(verdicts(secretsRotation, [secret(over)])).toEqual({ [secretArn]: verdict });
});

test("says when it was rotated last", () => {
  const facts = [secret({ lastRotatedOn: "2025-01-31" })];
  expect(evidenceOf(secretsRotation, facts).summary).toBe(
    "prod/database was last rotated on 2025-01-31, and is no longer.",
  );
});
