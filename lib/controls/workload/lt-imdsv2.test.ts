import { expect, test } from "vitest";
import { verdicts } from "../testing/verdicts.ts";
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
