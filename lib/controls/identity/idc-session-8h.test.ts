import { expect, test } from "vitest";
import { accountId, fact } from "../testing/facts.ts";
import { organization } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { idcSession8h } from "./idc-session-8h.ts";

const here = organization({ managementAccountId: accountId });
const instanceArn = "arn:aws:sso:::instance/ssoins-1";
const arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";

function permissionSet(sessionDuration: string) {
  return fact("identity-center.permission-set", arn, { arn, instanceArn, name: "Admin", sessionDuration });
}

test.each([
  ["PT1H", "pass"],
  ["PT8H", "pass"],
  ["PT480M", "pass"],
  ["PT8H0M1S", "fail"],
  ["PT12H", "fail"],
  ["P1D", "fail"],
  ["long", "undecidable: The session length of a permission set is no ISO 8601 duration."],
])("%s: %s", (duration, verdict) => {
  expect(verdicts(idcSession8h, [here, permissionSet(duration)])).toEqual({ [arn]: verdict });
});

test("member accounts have no say, though they see the permission sets", () => {
  expect(verdicts(idcSession8h, [organization(), permissionSet("PT12H")])).toEqual({});
});

test("the remediation knows the instance and the set", () => {
  expect(evidenceOf(idcSession8h, [here, permissionSet("PT12H")])).toMatchObject({
    summary: "Sessions of Admin last PT12H, more than 8 hours.",
    values: { instance: instanceArn, set: "Admin" },
  });
});
