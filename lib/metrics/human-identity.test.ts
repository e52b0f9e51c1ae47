import { expect, test } from "vitest";
import {
  accountId,
  arn,
  credential,
  daysAgo,
  fact,
  policyDocument,
  strangerId,
} from "#lib/controls/testing/facts.ts";
import { role } from "#lib/controls/testing/identity-facts.ts";
import { humanIdentity } from "./human-identity.ts";
import { measured } from "./testing/input.ts";

function assignment(type: "USER" | "GROUP", principalId: string, set = "ps-1", account = accountId) {
  const permissionSetArn = `arn:aws:sso:::permissionSet/ssoins-1/${set}`;
  const payload = { permissionSetArn, accountId: account, principalType: type, principalId };
  return fact("identity-center.assignment", `${permissionSetArn}#${account}/${type}/${principalId}`, payload);
}

function key(id: string, days: number, active = true) {
  const userArn = arn.iam("user/alice");
  const payload = { keyId: id, userArn, active, createdOn: daysAgo(days), lastUsed: null };
  return fact("iam.access-key", `${userArn}/access-key/${id}`, payload);
}

const trustsProvider = (provider: string) => ({
  trustPolicy: policyDocument({
    Effect: "Allow",
    Principal: { Federated: arn.iam(`saml-provider/${provider}`) },
    Action: "sts:AssumeRoleWithSAML",
  }),
});

test("an account that nobody gets into has no shares", () => {
  expect(humanIdentity(measured([role("app")]))).toEqual({
    coverage: { numerator: 0, n: 0, value: null },
    centerUsers: 0,
    centerGroups: 0,
    federatedRoles: 0,
    isLeast: false,
    consoleMfa: { numerator: 0, n: 0, value: null },
    keys: { n: 0, byAge: { "<30": 0, "<90": 0, "<180": 0, "<365": 0, older: 0 } },
  });
});

test("people who come in through Identity Center, each once, against console users", () => {
  const facts = [
    assignment("USER", "u-1"),
    assignment("USER", "u-1", "ps-2"),
    assignment("USER", "u-2"),
    assignment("USER", "u-3", "ps-1", strangerId),
    credential({ user: "alice" }),
    credential({ user: "robot", passwordEnabled: false }),
    credential({ user: "root", isRoot: true, passwordEnabled: null }),
  ];
  const { coverage, centerUsers, isLeast } = humanIdentity(measured(facts));
  expect(coverage).toEqual({ numerator: 2, n: 3, value: 2 / 3 });
  expect([centerUsers, isLeast]).toEqual([2, false]);
});

test("members of groups and people of another provider cannot be counted, and that is told", () => {
  const groups = humanIdentity(measured([assignment("GROUP", "g-1"), credential()]));
  expect(groups).toMatchObject({ coverage: { numerator: 0, n: 1 }, centerGroups: 1, isLeast: true });
  const saml = [role("staff", trustsProvider("acme-idp")), role("reserved", trustsProvider("AWSSSO_1"))];
  expect(humanIdentity(measured(saml))).toMatchObject({ federatedRoles: 1, isLeast: true });
});

test("MFA of console users alone", () => {
  const facts = [
    credential({ user: "alice" }),
    credential({ user: "bob", mfaActive: false }),
    credential({ user: "robot", passwordEnabled: false, mfaActive: false }),
  ];
  expect(humanIdentity(measured(facts)).consoleMfa).toEqual({ numerator: 1, n: 2, value: 0.5 });
});

test("active keys by age in whole days", () => {
  const ages = [0, 29, 30, 89, 90, 179, 180, 364, 365, 2000];
  const facts = [...ages.map((days) => key(`AKIA${days}`, days)), key("AKIAOFF", 10, false)];
  expect(humanIdentity(measured(facts)).keys).toEqual({
    n: 10,
    byAge: { "<30": 2, "<90": 2, "<180": 2, "<365": 2, older: 2 },
  });
});
