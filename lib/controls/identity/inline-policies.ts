import type { Fact } from "#lib/inventory/kinds.ts";
import type { Slices } from "../define.ts";

type Policy = Fact<"iam.policy">;
const indexes = new WeakMap<readonly Policy[], ReadonlyMap<string, readonly Policy[]>>();

function index(policies: readonly Policy[]): ReadonlyMap<string, readonly Policy[]> {
  const known = indexes.get(policies);
  if (known !== undefined) return known;
  const byPrincipal = new Map<string, Policy[]>();
  for (const policy of policies) {
    const { principalArn } = policy.payload;
    if (principalArn === null) continue;
    const list = byPrincipal.get(principalArn);
    if (list === undefined) byPrincipal.set(principalArn, [policy]);
    else list.push(policy);
  }
  indexes.set(policies, byPrincipal);
  return byPrincipal;
}

/** The inline policies that stand in a user, group or role. */
export function inlinePoliciesOf(facts: Slices<"iam.policy">, principalArn: string): readonly Policy[] {
  return index(facts.all("iam.policy")).get(principalArn) ?? [];
}
