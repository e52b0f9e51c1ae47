import { expect, test } from "vitest";
import { accountId, fact, managementId } from "../testing/facts.ts";
import { organization } from "../testing/organization.ts";
import { verdicts } from "../testing/verdicts.ts";
import { rootCentralized } from "./root-centralized.ts";

const here = organization({ managementAccountId: accountId });

function features(...enabled: string[]) {
  return fact("iam.organization-features", `account/${accountId}`, { enabled });
}

test.each([
  ["both features", [here, features("RootCredentialsManagement", "RootSessions")], "pass"],
  ["credentials alone", [here, features("RootCredentialsManagement")], "pass"],
  ["sessions alone", [here, features("RootSessions")], "fail"],
  ["nothing", [here, features()], "fail"],
  ["no fact", [here], "undecidable: The features that IAM manages centrally are not among the facts."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(rootCentralized, facts)).toEqual({ [`account/${accountId}`]: verdict });
});

test("member accounts have no say", () => {
  expect(
    verdicts(rootCentralized, [organization({ managementAccountId: managementId }), features()]),
  ).toEqual({});
});
