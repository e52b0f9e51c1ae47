import { expect, test } from "vitest";
import { arn, fact, instance } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { ec2InstanceRole } from "./ec2-instance-role.ts";

const id = arn.ec2("instance/i-1");

function profile(name: string, ...roleArns: string[]) {
  const own = arn.iam(`instance-profile/${name}`);
  return fact("iam.instance-profile", own, { arn: own, name, roleArns });
}

const profiles = [profile("full", arn.iam("role/app")), profile("empty")];

test.each([
  ["a profile that holds a role", arn.iam("instance-profile/full"), "pass"],
  ["a profile without a role", arn.iam("instance-profile/empty"), "fail"],
  ["a profile that was deleted", arn.iam("instance-profile/gone"), "fail"],
  ["no profile", null, "fail"],
])("%s", (_, instanceProfileArn, verdict) => {
  expect(verdicts(ec2InstanceRole, [instance("i-1", { instanceProfileArn }), ...profiles])).toEqual({
    [id]: verdict,
  });
});

test("a terminated instance is gone", () => {
  expect(verdicts(ec2InstanceRole, [instance("i-1", { state: "terminated" })])).toEqual({});
});
