import { describe, expect, test } from "vitest";
import { detectorNames, sameResource } from "./same-resource.ts";

const [id, other] = ["111122223333", "444455556666"];
const global = (resourceId: string) => ({ region: "global", resourceId });
const here = (resourceId: string) => ({ region: "us-east-1", resourceId });
const arn = (rest: string) => here(`arn:aws:ec2:us-east-1:${id}:${rest}`);

describe("one resource", () => {
  test.each([
    [arn("security-group/sg-1"), arn("security-group/sg-1"), true],
    [arn("security-group/sg-1"), arn("security-group/sg-12"), false],
    [arn("instance/i-1"), here(`arn:aws:ec2:eu-west-1:${id}:instance/i-1`), false],
    [arn("instance/i-1"), here("i-1"), false],
    [global("arn:aws:s3:::logs"), here("arn:aws:s3:::logs"), true],
    [global("arn:aws:s3:::logs"), here("arn:aws-us-gov:s3:::logs"), true],
    [global("arn:aws:s3:::logs"), here("arn::s3:::logs"), true],
    [global("arn:aws:s3:::logs"), here("s3:::logs"), true],
    [global("arn:aws:s3:::logs"), here("arn:aws:s3:::logs-old"), false],
    [global("arn:aws:s3:::logs"), here("arn:aws:s3:::logs/key"), false],
    [global(`arn:aws:iam::${id}:user/a`), here(`arn:aws:iam::${id}:user/a`), true],
    [global(`arn:aws:iam::${id}:user/a`), here(`arn:aws:iam::${id}:user/A`), false],
  ])("%j and %j: %s", (ours, theirs, expected) => {
    expect(sameResource(ours, theirs, "resource")).toBe(expected);
  });
});

describe("the account", () => {
  test.each([
    [global(`account/${id}`), here(`AWS::::Account:${id}`), true],
    [global(`arn:aws:iam::${id}:root`), here(`AWS::::Account:${id}`), true],
    [global(`arn:aws-cn:iam::${id}:root`), here(id), true],
    [global(`account/${id}`), here(`AWS::::Account:${other}`), false],
    [global(`arn:aws:iam::${id}:user/root`), here(`arn:aws:iam::${id}:user/root`), false],
    [global("o-abc"), here("o-abc"), false],
  ])("%j and %j: %s", (ours, theirs, expected) => {
    expect(sameResource(ours, theirs, "account")).toBe(expected);
  });
});

describe("a Region", () => {
  test.each([
    [here("region/us-east-1"), here(`AWS::::Account:${id}`), true],
    [here("region/us-east-1"), { region: "eu-west-1", resourceId: `AWS::::Account:${id}` }, false],
    [here("region/us-east-1"), here("region/us-east-1"), true],
    [here("region/us-east-1"), arn("security-group/sg-1"), false],
  ])("%j and %j: %s", (ours, theirs, expected) => {
    expect(sameResource(ours, theirs, "region")).toBe(expected);
  });
});

test("each name to look a subject up by is of that subject", () => {
  for (const [ours, subject] of [
    [global("arn:aws:s3:::logs"), "resource"],
    [arn("instance/i-1"), "resource"],
    [global(`account/${id}`), "account"],
    [here("region/us-east-1"), "region"],
  ] as const)
    for (const name of detectorNames(ours, id, subject))
      expect(sameResource(ours, here(name), subject)).toBe(true);
});
