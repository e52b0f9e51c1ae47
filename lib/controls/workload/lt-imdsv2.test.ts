import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { launchTemplate, workloadArn } from "../testing/workload-facts.ts";
import { ltImdsv2 } from "./lt-imdsv2.ts";

test.each([
  ["tokens required", { httpTokens: "required" }, "pass"],
  ["tokens optional", { httpTokens: "optional" }, "fail"],
  ["no endpoint", { httpTokens: "optional", httpEndpoint: "disabled" }, "pass"],
  ["no word of tokens", { httpTokens: null }, "fail"],
  ["no metadata options at all", { httpTokens: null, httpEndpoint: null }, "fail"],
])("%s", (_, over, verdict) => {
  expect(verdicts(ltImdsv2, [launchTemplate(over)])).toEqual({ [workloadArn.template]: verdict });
});

test.each([
  [{ httpTokens: "optional" }, "The default version 3 of web lets instances answer IMDSv1."],
  [
    { httpTokens: null },
    "The default version 3 of web leaves the version of IMDS to the account's default or the image.",
  ],
])("the evidence of %o tells a choice from silence", (over, summary) => {
  expect(evidenceOf(ltImdsv2, [launchTemplate(over)]).summary).toBe(summary);
});
