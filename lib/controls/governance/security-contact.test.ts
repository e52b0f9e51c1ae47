import { expect, test } from "vitest";
import { accountId, fact } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { securityContact } from "./security-contact.ts";

function contact(name: boolean, email: boolean, phone: boolean) {
  return fact("account.alternate-contact", `account/${accountId}`, { type: "SECURITY", name, email, phone });
}

test.each([
  ["whole", [contact(true, true, true)], "pass"],
  ["none", [contact(false, false, false)], "fail"],
  ["without a telephone number", [contact(true, true, false)], "fail"],
  ["without a name", [contact(false, true, true)], "fail"],
  ["not read", [], "undecidable: The account's security contact is not among the facts."],
])("a contact: %s", (_, facts, verdict) => {
  expect(verdicts(securityContact, facts)).toEqual({ [`account/${accountId}`]: verdict });
});

test("says what lacks", () => {
  expect(evidenceOf(securityContact, [contact(true, false, false)]).summary).toBe(
    "The account's security contact lacks a mail address and a telephone number.",
  );
});
