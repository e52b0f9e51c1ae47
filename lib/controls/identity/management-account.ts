import { type At, type Slices, Undecidable } from "../define.ts";

/** Whether the account under judgement is the one that speaks for the Organization as a whole. */
export function isManagementAccount(facts: Slices<"organizations.organization">, at: At): boolean {
  const organization = facts.all("organizations.organization")[0];
  if (organization === undefined)
    throw new Undecidable("The organization is not among the facts.", "organizations.organization");
  return organization.payload.managementAccountId === at.accountId;
}
