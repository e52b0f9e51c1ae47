import { expect, test } from "vitest";
import { accountId, fact, strangerId } from "../testing/facts.ts";
import { organization } from "../testing/organization.ts";
import { verdicts } from "../testing/verdicts.ts";
import { idcEnabled } from "./idc-enabled.ts";

const here = organization({ managementAccountId: accountId });

function instance(ownerAccountId: string | null, status = "ACTIVE") {
  const arn = `arn:aws:sso:::instance/ssoins-${ownerAccountId}`;
  return fact("identity-center.instance", arn, {
    arn,
    identityStoreId: "d-1",
    ownerAccountId,
    status,
    region: "eu-west-1",
  });
}

test.each([
  ["the organization's", [instance(accountId)], "pass"],
  ["a member's", [instance(strangerId)], "fail"],
  ["a member's beside the organization's", [instance(strangerId), instance(accountId)], "pass"],
  ["the organization's, being deleted", [instance(accountId, "DELETE_IN_PROGRESS")], "fail"],
  ["none", [], "fail"],
  ["nobody's", [instance(null)], "undecidable: An instance of Identity Center does not name its owner."],
  ["nobody's, not active", [instance(null, "CREATE_FAILED")], "fail"],
])("%s", (_, instances, verdict) => {
  expect(verdicts(idcEnabled, [here, ...instances])).toEqual({ [`account/${accountId}`]: verdict });
});

test("member accounts have no say", () => {
  expect(verdicts(idcEnabled, [organization(), instance(strangerId)])).toEqual({});
});
