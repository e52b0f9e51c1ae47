import { expect, test } from "vitest";
import { arn, instance } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { ec2Imdsv2 } from "./ec2-imdsv2.ts";

const id = arn.ec2("instance/i-1");

test.each([
  ["tokens required", { httpTokens: "required" }, "pass"],
  ["tokens optional", { httpTokens: "optional" }, "fail"],
  ["tokens optional, endpoint disabled", { httpTokens: "optional", httpEndpoint: "disabled" }, "pass"],
  ["tokens optional, stopped", { httpTokens: "optional", state: "stopped" }, "fail"],
  [
    "no metadata options",
    { httpTokens: null, httpEndpoint: null },
    "undecidable: AWS gave no metadata options for an instance.",
  ],
])("%s", (_, over, verdict) => {
  expect(verdicts(ec2Imdsv2, [instance("i-1", over)])).toEqual({ [id]: verdict });
});

test.each(["terminated", "shutting-down"])("an instance that is %s is gone", (state) => {
  expect(verdicts(ec2Imdsv2, [instance("i-1", { httpTokens: "optional", state })])).toEqual({});
});
