import type pg from "pg";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { copyRows, hashOf, toJsonb } from "./copy.ts";
import { ensureMonth } from "./months.ts";
import { lockAccount, transactionOn } from "./pool.ts";
import { type Spill, takeSpill } from "./spill.ts";

/** A (kind, Region) that was read to its end: facts of it that were not observed are gone. */
export interface SeenScope {
  readonly kind: string;
  readonly region: string;
}

export interface FactScope {
  readonly accountId: string;
  readonly asOf: Date;
}

export type Observation = Pick<Fact<FactKind>, "kind" | "region" | "resourceId" | "payload">;

export interface FactChanges {
  readonly inserted: number;
  readonly closed: number;
}

const columns = `
  position bigint generated always as identity, kind text, region text, resource_id text, hash bytea,
  payload jsonb`;

/** Kept on its connection, and emptied without a trace in the catalogue as the merge commits. */
const staging = `create temp table if not exists staging_fact (${columns}) on commit delete rows`;

/** Outlives the transactions it is filled in; dropped before the connection goes back to the pool. */
const spilled = `
  drop table if exists staging_fact;
  create temp table staging_fact (${columns}) on commit preserve rows`;

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

const atOnce = 1_000;

/**
 * One account's observations on their way into its facts. They wait in memory up to a thousand, beyond that in
 * a temporary table; nothing of them is a fact before `merge`.
 */
export class FactStage {
  readonly #pool: pg.Pool;
  readonly #scope: FactScope;
  #waiting: Observation[] = [];
  #spill: Promise<Spill> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(pool: pg.Pool, scope: FactScope) {
    this.#pool = pool;
    this.#scope = scope;
  }

  /** Takes one observation; waits while those before it are written. */
  async add(observation: Observation): Promise<void> {
    this.#waiting.push(observation);
    if (this.#waiting.length < atOnce) return;
    const full = this.#waiting;
    this.#waiting = [];
    // One COPY at a time on the one connection, in the order of arrival.
    this.#writing = this.#writing.then(() => this.#write(full));
    await this.#writing;
  }

  async #write(observations: readonly Observation[]): Promise<void> {
    if (this.#spill === undefined) {
      this.#spill = takeSpill(this.#pool);
      await (await this.#spill).client.query(spilled);
    }
    await copyStaged((await this.#spill).client, observations);
  }

  /**
   * Merges what was added: new versions open at `asOf`, changed and (where the scope was completely seen)
   * missing ones close at `asOf`. Unchanged facts are not written. One transaction; repeating it with the same
   * input changes nothing.
   */
  async merge(complete: readonly SeenScope[]): Promise<FactChanges> {
    await ensureMonth(this.#pool, this.#scope.asOf);
    await this.#writing;
    const spill = await this.#spill;
    const client = spill?.client ?? (await this.#pool.connect());
    let broken: Error | undefined;
    try {
      return await transactionOn(
        client,
        async () => {
          if (spill === undefined) await client.query(staging);
          await copyStaged(client, this.#waiting);
          const changes = await mergeStaged(client, this.#scope, complete);
          if (spill !== undefined) await client.query("drop table staging_fact");
          return changes;
        },
        (error) => {
          broken = error;
        },
      );
    } catch (error) {
      // Its table outlived the transaction: whoever is given the connection next would find the rows.
      if (spill !== undefined) broken ??= new Error("Its rows were not merged.", { cause: error });
      throw error;
    } finally {
      this.#waiting = [];
      this.#spill = undefined;
      if (spill === undefined) client.release(broken);
      else spill.release(broken);
    }
  }

  /** Forgets what was added. */
  async discard(): Promise<void> {
    this.#waiting = [];
    await this.#writing.catch(() => undefined);
    const spill = await this.#spill?.catch(() => undefined);
    this.#spill = undefined;
    spill?.release(new Error("Its rows are not wanted."));
  }
}

/** Merges observations that are at hand, in one go. */
export async function mergeFacts(
  pool: pg.Pool,
  {
    facts,
    complete,
    ...scope
  }: FactScope & { readonly facts: Iterable<Observation>; readonly complete: readonly SeenScope[] },
): Promise<FactChanges> {
  const stage = new FactStage(pool, scope);
  for (const fact of facts) await stage.add(fact);
  return stage.merge(complete);
}

async function copyStaged(client: pg.PoolClient, facts: readonly Observation[]): Promise<void> {
  await copyRows(client, "staging_fact (kind, region, resource_id, hash, payload)", rowsOf(facts));
}

async function mergeStaged(
  client: pg.PoolClient,
  { accountId, asOf }: FactScope,
  complete: readonly SeenScope[],
): Promise<FactChanges> {
  await lockAccount(client, accountId);
  const scope = [accountId, asOf];
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
}

async function* rowsOf(facts: readonly Observation[]) {
  for (const fact of facts) {
    const payload = toJsonb(fact.payload);
    yield [fact.kind, fact.region, fact.resourceId, hashOf(payload), payload] as const;
  }
}
