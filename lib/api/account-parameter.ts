import { BadFilter } from "./filters.ts";

/**
 * The account that a page is limited to, out of its search parameters; null for all accounts.
 *
 * @throws BadFilter where it is no account id.
 */
export function parseAccount(parameters: URLSearchParams): string | null {
  const account = parameters.get("account") ?? "";
  if (account === "") return null;
  if (!/^\d{12}$/.test(account)) throw new BadFilter("account", "must be an account id of 12 digits");
  return account;
}
