import { expect, test } from "vitest";
import { fact, region } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { imdsAccountDefault } from "./imds-account-default.ts";

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
  const none = { httpTokens: null, httpEndpoint: null, hopLimit: null, httpTokensEnforced: null };
  const defaults = fact("ec2.metadata-defaults", `region/${region}`, { ...none, ...over });
  expect(verdicts(imdsAccountDefault, [defaults])).toEqual({ [`region/${region}`]: verdict });
});
