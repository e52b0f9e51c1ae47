import { expect, test } from "vitest";
import { fact, region } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { vpcBpa } from "./vpc-bpa.ts";

test.each([
  ["off", "fail"],
  ["block-ingress", "pass"],
  ["block-bidirectional", "pass"],
])("%s", (internetGatewayBlockMode, verdict) => {
  const options = fact("ec2.vpc-block-public-access", `region/${region}`, {
    internetGatewayBlockMode,
    exclusions: "allowed",
  });
  expect(verdicts(vpcBpa, [options])).toEqual({ [`region/${region}`]: verdict });
});
