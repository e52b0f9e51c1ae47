import type pg from "pg";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { copyRows, hashOf, toJsonb } from "./copy.ts";
import { ensureMonth } from "./months.ts";
import { lockAccount, transaction } from "./pool.ts";

/** A (kind, Region) that was read to its end: facts of it that were not observed are gone. */
export interface SeenScope {
  readonly kind: string;
  readonly region: string;
}

export interface FactMerge {
  readonly accountId: string;
  readonly asOf: Date;
  readonly facts: AsyncIterable<Observation> | Iterable<Observation>;
  /** Asked after `facts` ended, when it is known what was read completely. */
  complete(): readonly SeenScope[];
}

export type Observation = Pick<Fact<FactKind>, "kind" | "region" | "resourceId" | "payload">;

export interface FactChanges {
  readonly inserted: number;
  readonly closed: number;
}

const staging = `
  create temp table if not exists staging_fact (
    position bigint generated always as identity, kind text, region text, resource_id text, hash bytea,
    payload jsonb
  ) on commit delete rows`;

const same = "s.kind = f.kind and s.region = f.region and s.resource_id = f.resource_id";
const inForce = "f.account_id = $1::varchar and f.valid_to = 'infinity'";
const inComplete = "(f.kind, f.region) in (select * from unnest($3::text[], $4::text[]))";
const missing = `${inComplete} and not exists (select from staging_fact s where ${same})`;
const changed = `exists (select from staging_fact s where ${same} and s.hash <> f.hash)`;

// What this very run wrote in an earlier attempt has no past to keep.
const dropOwn = `
  delete from fact f where ${inForce} and f.valid_from = $2 and (${changed} or (${missing}))`;

const closeChanged = `
  update fact f set valid_to = $2 from staging_fact s
  where ${inForce} and ${same} and s.hash <> f.hash`;

const closeMissing = `update fact f set valid_to = $2 where ${inForce} and ${missing}`;

const insertNew = `
  insert into fact (account_id, kind, region, resource_id, hash, payload, valid_from, valid_to)
  select distinct on (s.kind, s.region, s.resource_id)
    $1::varchar, s.kind, s.region, s.resource_id, s.hash, s.payload, $2, 'infinity'
  from staging_fact s
  where not exists (select from fact f where ${inForce} and ${same})
  order by s.kind, s.region, s.resource_id, s.position desc`;

/** A resource that two pages listed counts once: the later reading. */
const dropRepeats = `
  delete from staging_fact f using staging_fact s where ${same} and s.position > f.position`;

/**
 * Merges one account's observations into its facts: new versions open at `asOf`, changed and (where the scope
 * was completely seen) missing ones close at `asOf`. Unchanged facts are not written. One transaction;
 * repeating it with the same input changes nothing.
 */
export async function mergeFacts(pool: pg.Pool, merge: FactMerge): Promise<FactChanges> {
  await ensureMonth(pool, merge.asOf);
  return transaction(pool, async (client) => {
    await client.query(staging);
    await copyRows(client, "staging_fact (kind, region, resource_id, hash, payload)", rowsOf(merge.facts));
    await lockAccount(client, merge.accountId);
    const complete = merge.complete();
    const scope = [merge.accountId, merge.asOf];
    const scopes = [complete.map((seen) => seen.kind), complete.map((seen) => seen.region)];
    await client.query(dropRepeats);
    const dropped = await client.query(dropOwn, [...scope, ...scopes]);
    const replaced = await client.query(closeChanged, scope);
    const gone = await client.query(closeMissing, [...scope, ...scopes]);
    const inserted = await client.query(insertNew, scope);
    return {
      inserted: inserted.rowCount ?? 0,
      closed: (dropped.rowCount ?? 0) + (replaced.rowCount ?? 0) + (gone.rowCount ?? 0),
    };
  });
}

async function* rowsOf(facts: FactMerge["facts"]) {
  for await (const fact of facts) {
    const payload = toJsonb(fact.payload);
    yield [fact.kind, fact.region, fact.resourceId, hashOf(payload), payload] as const;
  }
}
