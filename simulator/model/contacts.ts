import type { AlternateContact } from "@aws-sdk/client-account";
import type { Account } from "./organization.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

// Speaks for security-contact (account/<id>, global): pass where the account has a contact for security.

/** AWS takes a contact only whole. */
export function contactOf(world: World, account: Account): AlternateContact | undefined {
  if (problem(world, `${account.id}/security-contact`, 0.45)) return undefined;
  return {
    Name: "Security operations",
    Title: "On call",
    EmailAddress: `security+${account.name}@acme.example`,
    PhoneNumber: "+1 555 0100",
  };
}

export function contactTruth(world: World, account: Account): TruthRow {
  const verdict = contactOf(world, account) === undefined ? "fail" : "pass";
  return row(account, "security-contact", `account/${account.id}`, verdict);
}
