import { expect, test } from "vitest";
import { arn, instance, networkInterface } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { ec2Private } from "./ec2-private.ts";

const id = arn.ec2("instance/i-1");
const publicIp = "203.0.113.7";
const face = (over: object = {}) => networkInterface("eni-2", { instanceId: "i-1", ...over });

test.each([
  ["no address", {}, [face()], "pass"],
  ["an address", { publicIp }, [face({ publicIp })], "fail"],
  [
    "an address on its second interface",
    {},
    [networkInterface("eni-1", { instanceId: "i-1" }), face({ publicIp })],
    "fail",
  ],
  ["an address of another instance", {}, [face({ publicIp, instanceId: "i-2" })], "pass"],
  ["an address of an interface that is not in use", {}, [face({ publicIp, status: "available" })], "pass"],
  ["IPv6 only", {}, [face({ ipv6Addresses: ["2001:db8::7"] })], "pass"],
  ["an Elastic IP while it is stopped", { publicIp, state: "stopped" }, [], "fail"],
])("%s", (_, over, faces, verdict) => {
  expect(verdicts(ec2Private, [instance("i-1", over), ...faces])).toEqual({ [id]: verdict });
});

test("a terminated instance is gone", () => {
  expect(verdicts(ec2Private, [instance("i-1", { publicIp, state: "terminated" })])).toEqual({});
});

test("the evidence names each address once, and whose it is", () => {
  const facts = [
    instance("i-1", { publicIp }),
    face({ publicIp }),
    networkInterface("eni-3", { instanceId: "i-1", publicIp: "203.0.113.8" }),
  ];
  const evidence = evidenceOf(ec2Private, facts);
  expect(evidence.summary).toBe("i-1 has a public address: 203.0.113.7, 203.0.113.8.");
  expect(evidence.fragments.map(({ label, value }) => [label, value])).toEqual([
    ["Public address", publicIp],
    ["eni-2", publicIp],
    ["eni-3", "203.0.113.8"],
  ]);
});
