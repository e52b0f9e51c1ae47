import { parseAccount } from "#lib/api/account-parameter.ts";
import { BadFilter } from "#lib/api/filters.ts";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The account that the address asks for, or what is wrong with it. */
export function accountOf({ account }: SearchParams): string | null | BadFilter {
  try {
    return parseAccount(new URLSearchParams({ account: [account ?? ""].flat().join(",") }));
  } catch (error) {
    if (error instanceof BadFilter) return error;
    throw error;
  }
}
