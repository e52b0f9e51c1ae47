import type { OwnOrganization } from "#lib/iam/trust.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import type { At, Slices } from "./define.ts";

const members = new WeakMap<readonly Fact<"organizations.account">[], ReadonlySet<string>>();

/** The organization whose accounts are not strangers; at least the account under judgement is its own. */
export function ownOrganization(
  facts: Slices<"organizations.account" | "organizations.organization">,
  at: Pick<At, "accountId">,
): OwnOrganization {
  const accounts = facts.all("organizations.account");
  let accountIds = members.get(accounts);
  if (accountIds === undefined) {
    accountIds = new Set(accounts.map((account) => account.payload.id));
    members.set(accounts, accountIds);
  }
  const organization = facts.all("organizations.organization")[0]?.payload;
  return {
    id: organization?.id ?? null,
    accountIds: accountIds.has(at.accountId) ? accountIds : new Set([...accountIds, at.accountId]),
  };
}
