import { expect, test } from "vitest";
import { arn } from "../testing/facts.ts";
import { sharedBy, subnet } from "../testing/network-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { subnetPrivate } from "./subnet-private.ts";

const id = arn.ec2("subnet/subnet-1");

test.each([
  [false, "pass"],
  [true, "fail"],
])("gives public addresses: %s", (mapPublicIpOnLaunch, verdict) => {
  expect(verdicts(subnetPrivate, [subnet("subnet-1", { mapPublicIpOnLaunch })])).toEqual({ [id]: verdict });
});

test("a subnet that another account shares is judged there", () => {
  expect(verdicts(subnetPrivate, [sharedBy(subnet("subnet-1", { mapPublicIpOnLaunch: true }))])).toEqual({});
});
