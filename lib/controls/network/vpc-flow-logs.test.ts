import { expect, test } from "vitest";
import { arn } from "../testing/facts.ts";
import { flowLog, sharedBy, vpc } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { vpcFlowLogs } from "./vpc-flow-logs.ts";

const id = arn.ec2("vpc/vpc-1");

test.each([
  ["all traffic", [flowLog("vpc-1")], "pass"],
  ["rejected traffic", [flowLog("vpc-1", { trafficType: "REJECT" })], "pass"],
  ["accepted traffic", [flowLog("vpc-1", { trafficType: "ACCEPT" })], "fail"],
  [
    "accepted and rejected traffic apart",
    [flowLog("vpc-1", { trafficType: "ACCEPT" }), flowLog("vpc-1", { trafficType: "REJECT" })],
    "pass",
  ],
  ["nothing", [], "fail"],
  ["nothing any more", [flowLog("vpc-1", { status: "INACTIVE" })], "fail"],
  [
    "nothing any more, and accepted traffic",
    [flowLog("vpc-1", { status: "INACTIVE" }), flowLog("vpc-1", { trafficType: "ACCEPT" })],
    "fail",
  ],
  ["a subnet", [flowLog("subnet-1")], "fail"],
  ["another VPC", [flowLog("vpc-2")], "fail"],
])("a log of %s", (_, logs, verdict) => {
  expect(verdicts(vpcFlowLogs, [vpc("vpc-1"), ...logs])).toEqual({ [id]: verdict });
});

test("a VPC that another account shares is judged there", () => {
  expect(verdicts(vpcFlowLogs, [sharedBy(vpc("vpc-1"))])).toEqual({});
});

test("the evidence shows the logs there are", () => {
  const log = flowLog("vpc-1", { trafficType: "ACCEPT" });
  expect(evidenceOf(vpcFlowLogs, [vpc("vpc-1"), log])).toMatchObject({
    summary: "The flow logs of vpc-1 leave rejected traffic out.",
    fragments: [{ label: "fl-vpc-1", value: { status: "ACTIVE", trafficType: "ACCEPT" } }],
  });
});
