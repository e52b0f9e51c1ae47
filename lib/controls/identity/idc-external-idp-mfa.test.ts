import { expect, test } from "vitest";
import { accountId, fact, managementId } from "../testing/facts.ts";
import { organization } from "../testing/organization.ts";
import { attestation } from "../testing/own-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { idcExternalIdpMfa } from "./idc-external-idp-mfa.ts";

const management = organization({ managementAccountId: accountId });

function instance(ownerAccountId: string | null) {
  const arn = "arn:aws:sso:::instance/ssoins-1";
  return fact("identity-center.instance", arn, {
    arn,
    identityStoreId: "d-1",
    ownerAccountId,
    status: "ACTIVE",
    region: "us-east-1",
  });
}

function user(id: string, ...externalIssuers: string[]) {
  return fact("identity-center.user", `arn:aws:identitystore:::user/${id}`, {
    userId: id,
    identityStoreId: "d-1",
    externalIssuers,
  });
}

const word = { controlId: "idc-external-idp-mfa" };
const subject = `account/${accountId}`;

test.each([
  ["attested", [management, instance(null), attestation(word)], { [subject]: "pass" }],
  ["the same, its owner named", [management, instance(accountId), attestation(word)], { [subject]: "pass" }],
  [
    "attested not to be so",
    [management, instance(null), attestation({ ...word, met: false })],
    { [subject]: "fail" },
  ],
  [
    "not attested",
    [management, instance(null)],
    { [subject]: "undecidable: Nobody has attested it, or the attestation has expired." },
  ],
  ["no Identity Center", [management, attestation(word)], {}],
  [
    "an instance that another account made for itself",
    [management, instance(managementId), attestation(word)],
    {},
  ],
  ["not the management account", [organization(), instance(null), attestation(word)], {}],
])("%s", (_, facts, expected) => {
  expect(verdicts(idcExternalIdpMfa, facts)).toEqual(expected);
});

test("shows whose ids its users have", () => {
  const facts = [
    management,
    instance(null),
    attestation(word),
    user("1", "https://b"),
    user("2", "https://a", "https://b"),
  ];
  expect(evidenceOf(idcExternalIdpMfa, facts).fragments.at(-1)?.value).toEqual(["https://a", "https://b"]);
});
