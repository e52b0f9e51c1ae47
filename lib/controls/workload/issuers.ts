import { trustedIssuers } from "#lib/iam/web-identity.ts";
import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Slices } from "../define.ts";

type Role = Fact<"iam.role">;

/** Whose tokens the roles of an account trust. */
interface IssuerTrust {
  /** ARNs of the roles that trust its tokens, by issuer without scheme. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  /** Why one of the trust policies could not be read; null where all were. */
  readonly unread: string | null;
}

const trusts = new WeakMap<readonly Role[], IssuerTrust>();

/** The issuers that the account's roles trust by name, read once for each evaluation. */
export function trustInIssuers(facts: Slices<"iam.role">): IssuerTrust {
  const all = facts.all("iam.role");
  const known = trusts.get(all);
  if (known !== undefined) return known;
  const roles = new Map<string, string[]>();
  let unread: string | null = null;
  for (const { payload } of all) {
    const parsed = facts.policy(payload.trustPolicy);
    if (!parsed.ok) unread ??= parsed.reason;
    const issuers = parsed.ok ? parsed.statements.flatMap(trustedIssuers) : [];
    for (const issuer of new Set(issuers)) roles.set(issuer, [...(roles.get(issuer) ?? []), payload.arn]);
  }
  const trust = { roles, unread };
  trusts.set(all, trust);
  return trust;
}

/** The issuer of a cluster's service account tokens as trust policies name it: without scheme. */
export function issuerOf(cluster: PayloadOf<"eks.cluster">): string | null {
  return cluster.oidcIssuer?.replace(/^https:\/\//, "") ?? null;
}
