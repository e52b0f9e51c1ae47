import { isConfining } from "./confining-conditions.ts";
import type { Condition, Statement } from "./policy.ts";
import { namesEverybody } from "./public-access.ts";
import { isConfinedTo, type OwnOrganization, trustedPrincipals } from "./trust.ts";

const accountKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:sourceaccount",
  "aws:sourceowner",
  "kms:calleraccount",
]);
const arnKeys: ReadonlySet<string> = new Set(["aws:principalarn", "aws:sourcearn"]);

/** The accounts a condition keeps an Allow to; null where it names none. */
function accountsNamed(condition: Condition): readonly string[] | null {
  if (!isConfining(condition, "Allow")) return null;
  const key = condition.key.toLowerCase();
  const accounts = accountKeys.has(key)
    ? condition.values
    : arnKeys.has(key)
      ? condition.values.map((value) => value.split(":")[4] ?? "")
      : [];
  // A variable for the resource's own account is not a stranger, nor is a bucket, whose ARN names no account.
  const named = accounts.filter((account) => /^\d{12}$/.test(account));
  return accounts.length === 0 ? null : named;
}

/**
 * Whom outside the organization an Allow of a resource policy lets in, by account or ARN, `*` for everybody.
 * Conditions count: everybody in our organization is nobody outside, everybody of a foreign account is that
 * account.
 */
export function strangers(statement: Statement, own: OwnOrganization): readonly string[] {
  if (statement.effect !== "Allow" || isConfinedTo(statement, own.id)) return [];
  const foreign = (account: string) => !own.accountIds.has(account);
  const kept = statement.conditions.map(accountsNamed).filter((accounts) => accounts !== null);
  if (kept.some((accounts) => !accounts.some(foreign))) return [];
  const named = trustedPrincipals(statement).flatMap((principal) =>
    principal.kind === "account" && foreign(principal.accountId) ? [principal.value] : [],
  );
  if (!namesEverybody(statement)) return named;
  if (kept.length > 0) return [...new Set([...named, ...kept.flat().filter(foreign)])];
  const confined = statement.conditions.some((condition) => isConfining(condition, "Allow"));
  return confined ? named : [...named, "*"];
}
