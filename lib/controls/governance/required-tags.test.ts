import { expect, test } from "vitest";
import { arn, bucket, fact, instance } from "../testing/facts.ts";
import { settings } from "../testing/own-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { requiredTags } from "./required-tags.ts";

const standard = settings({ requiredTags: ["owner", "environment"] });
const id = arn.ec2("instance/i-1");
const tagged = (resource: string, tags: Record<string, string>) =>
  fact("tag.resource", resource, {
    arn: resource,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  });

test.each([
  ["all keys", { owner: "a", environment: "prod", more: "x" }, "pass"],
  ["a key in other letters", { Owner: "a", environment: "prod" }, "fail"],
  ["a key without a value", { owner: "", environment: "prod" }, "fail"],
  ["no tag any more", {}, "fail"],
])("an instance with %s", (_, tags, expected) => {
  expect(verdicts(requiredTags, [standard, instance("i-1"), tagged(id, tags)])).toEqual({ [id]: expected });
});

test("a resource that never had a tag fails, though AWS does not list it", () => {
  expect(verdicts(requiredTags, [standard, instance("i-1")])).toEqual({ [id]: "fail" });
  expect(evidenceOf(requiredTags, [standard, instance("i-1")]).summary).toBe("It lacks owner, environment.");
});

test("a bucket is judged in its own Region", () => {
  const [own] = bucket("here");
  const elsewhere = fact("s3.bucket", arn.bucket("there"), {
    name: "there",
    region: "us-east-1",
    createdAt: null,
  });
  if (own === undefined) throw new Error("no bucket");
  expect(verdicts(requiredTags, [standard, own, elsewhere])).toEqual({ [arn.bucket("here")]: "fail" });
});

test("a terminated instance and another account's subnet are not judged", () => {
  const shared = "arn:aws:ec2:eu-central-1:444455556666:subnet/subnet-9";
  const subnet = fact("ec2.subnet", shared, {
    id: "subnet-9",
    ownerId: "444455556666",
    vpcId: "vpc-9",
    availabilityZone: "eu-central-1a",
    ipv4Cidr: null,
    mapPublicIpOnLaunch: false,
  });
  expect(verdicts(requiredTags, [standard, instance("i-1", { state: "terminated" }), subnet])).toEqual({});
});

test("without a standard nothing is asked", () => {
  expect(verdicts(requiredTags, [settings(), instance("i-1")])).toEqual({ [id]: "notApplicable" });
});
