import { expect, test } from "vitest";
import { accountId, organizationId } from "../testing/facts.ts";
import { organization } from "../testing/organization.ts";
import { verdicts } from "../testing/verdicts.ts";
import { orgAllFeatures } from "./org-all-features.ts";

const own = { managementAccountId: accountId };

test.each([
  ["all", organization(own), { [organizationId]: "pass" }],
  [
    "billing alone",
    organization({ ...own, featureSet: "CONSOLIDATED_BILLING" }),
    { [organizationId]: "fail" },
  ],
  ["billing alone, seen from a member", organization({ featureSet: "CONSOLIDATED_BILLING" }), {}],
])("%s", (_, fact, expected) => {
  expect(verdicts(orgAllFeatures, [fact])).toEqual(expected);
});
