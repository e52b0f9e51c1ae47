import { z } from "zod";
import type { Coverage } from "#lib/inventory/coverage.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "./evidence.ts";
import type { Pool } from "./pool.ts";

/** The networks of accounts that share a VPC with others of the Organization. */
export interface SharedNetworks {
  /** The accounts that have part in a VPC of another one. */
  readonly participants: ReadonlySet<string>;
  readonly owners: readonly string[];
  readonly facts: readonly Fact[];
  readonly coverage: readonly (Coverage & { readonly accountId: string })[];
}

const row = z.object({ owner: z.string(), participant: z.string() });

/** Networks that are shared at `asOf`, of these kinds, as their owners' accounts show them. */
export async function loadSharedNetworks(
  pool: Pool,
  asOf: Date,
  kinds: readonly FactKind[],
): Promise<SharedNetworks> {
  const { rows } = await pool.query(
    `select distinct f.payload->>'ownerId' as owner, f.account_id as participant
     from account a
     join fact f on f.account_id = a.id and f.kind = 'ec2.vpc' and f.valid_from <= $1 and f.valid_to > $1
     where a.valid_from <= $1 and a.valid_to > $1 and a.state = 'ACTIVE' and f.payload->>'ownerId' <> f.account_id`,
    [asOf],
  );
  const shared = row.array().parse(rows);
  const owners = [...new Set(shared.map(({ owner }) => owner))].sort();
  const facts: Fact[] = [];
  const coverage: (Coverage & { accountId: string })[] = [];
  for (const accountId of owners) {
    const known = await loadEvidence(pool, accountId, asOf, kinds);
    facts.push(...known.facts);
    coverage.push(...known.coverage.map((each) => ({ ...each, accountId })));
  }
  return { participants: new Set(shared.map(({ participant }) => participant)), owners, facts, coverage };
}
