import { expect, test } from "vitest";
import { arn, rule, securityGroup } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { sgDefaultClosed } from "./sg-default-closed.ts";

const id = arn.ec2("security-group/sg-1");

test.each([
  ["no rules", { name: "default" }, { [id]: "pass" }],
  ["an inbound rule", { name: "default", inbound: [rule({ groupIds: ["sg-1"] })] }, { [id]: "fail" }],
  ["an outbound rule", { name: "default", outbound: [rule({ ipv4: ["0.0.0.0/0"] })] }, { [id]: "fail" }],
  ["another group with rules", { name: "default-web", inbound: [rule()] }, {}],
])("%s", (_, over, expected) => {
  expect(verdicts(sgDefaultClosed, [securityGroup("sg-1", over)])).toEqual(expected);
});
