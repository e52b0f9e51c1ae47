import { expect, test } from "vitest";
import { fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { imdsAccountDefault } from "./imds-account-default.ts";

function defaults(over: object) {
  const none = { httpTokens: null, httpEndpoint: null, hopLimit: null, httpTokensEnforced: null };
  return fact("ec2.metadata-defaults", `region/${region}`, { ...none, ...over });
}

test.each([
  ["required", { httpTokens: "required" }, "pass"],
  ["optional", { httpTokens: "optional" }, "fail"],
  ["no preference", {}, "fail"],
  ["no endpoint by default, which a launch can turn on", { httpEndpoint: "disabled" }, "fail"],
  [
    "optional, and launches without tokens are refused",
    { httpTokens: "optional", httpTokensEnforced: "enabled" },
    "pass",
  ],
  ["not enforced", { httpTokensEnforced: "disabled" }, "fail"],
])("%s", (_, over, verdict) => {
  expect(verdicts(imdsAccountDefault, [defaults(over)])).toEqual({ [`region/${region}`]: verdict });
});

test.each([
  [{ httpTokens: "optional" }, `New instances in ${region} may answer IMDSv1 by default.`],
  [{}, `The account sets no default for IMDS in ${region}.`],
])("the evidence of %o tells a choice from silence", (over, summary) => {
  expect(evidenceOf(imdsAccountDefault, [defaults(over)]).summary).toBe(summary);
});
