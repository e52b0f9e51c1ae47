import { expect, test } from "vitest";
import { arn, daysAgo } from "../testing/facts.ts";
import { reserved, role, serviceLinked } from "../testing/identity-facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { iamRoleUnused90d } from "./iam-role-unused-90d.ts";

const noon = (days: number) => `${daysAgo(days)}T12:00:00Z`;

test.each([
  ["used 89 days and a half ago", { lastUsedOn: daysAgo(89) }, "pass"],
  ["used 90 days and a half ago", { lastUsedOn: daysAgo(90) }, "fail"],
  ["never used, old", { lastUsedOn: null }, "fail"],
  ["never used, 90 days old", { lastUsedOn: null, createdAt: noon(90) }, "pass"],
  ["never used, 91 days old", { lastUsedOn: null, createdAt: noon(91) }, "fail"],
  ["younger than the window", { lastUsedOn: null, createdAt: noon(3) }, "pass"],
  ["used long ago, young by a clock error", { lastUsedOn: daysAgo(200), createdAt: noon(3) }, "fail"],
])("%s", (_, over, verdict) => {
  expect(verdicts(iamRoleUnused90d, [role("batch", over)])).toEqual({ [arn.iam("role/batch")]: verdict });
});

test("service-linked roles are AWS's, those of Identity Center are not", () => {
  const facts = [
    role("A", { ...serviceLinked, lastUsedOn: null }),
    role("B", { ...reserved, lastUsedOn: null }),
  ];
  expect(Object.values(verdicts(iamRoleUnused90d, facts))).toEqual(["notApplicable", "fail"]);
});
