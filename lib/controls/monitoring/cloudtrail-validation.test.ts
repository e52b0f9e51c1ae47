import { expect, test } from "vitest";
import { trail } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { cloudtrailValidation } from "./cloudtrail-validation.ts";

test.each([
  ["on", { logFileValidation: true }, "pass"],
  ["off", { logFileValidation: false }, "fail"],
  ["off while it is stopped", { logFileValidation: false, logging: false }, "fail"],
])("%s", (_, over, verdict) => {
  const fact = trail(over);
  expect(verdicts(cloudtrailValidation, [fact])).toEqual({ [fact.resourceId]: verdict });
});

test("says whose trail it is", () => {
  const ofOrganization = trail({ organization: true, logFileValidation: false });
  expect(evidenceOf(cloudtrailValidation, [ofOrganization]).summary).toBe(
    "The Organization's trail main signs no digests of its files.",
  );
  expect(verdicts(cloudtrailValidation, [])).toEqual({});
});
