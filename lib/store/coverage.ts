import type pg from "pg";
import { type CoverageState, type CoverageVia, staleAfterMs } from "#lib/inventory/coverage.ts";
import { ensureMonth } from "./months.ts";
import { lockAccount, transaction } from "./pool.ts";

export interface CoverageEntry {
  readonly region: string;
  readonly kind: string;
  readonly state: CoverageState;
  readonly cause: { readonly code: string; readonly action: string; readonly message: string } | null;
  readonly unseen: readonly string[];
  /** `account` unless told. */
  readonly via?: CoverageVia;
}

export interface CoverageRecord {
  readonly accountId: string;
  readonly runId: bigint;
  readonly asOf: Date;
  readonly entries: readonly CoverageEntry[];
}

/** How long an answer stays fresh, as a Postgres interval. */
const fresh = `${staleAfterMs} milliseconds`;

const entries = `
  select * from jsonb_to_recordset($2::jsonb) as e(
    region text, kind text, state coverage_state, cause_code text, cause_action text, cause_message text,
    unseen text[], via coverage_via)`;

const same = `c.account_id = $1::varchar and c.valid_to = 'infinity' and c.region = e.region and c.kind = e.kind`;

const equal = `
  (c.state, c.cause_code, c.cause_action, c.unseen, c.via)
    is not distinct from (e.state, e.cause_code, e.cause_action, e.unseen, e.via)`;

// Seen the same again without a gap: only the instant of confirmation moves.
const confirm = `
  with e as (${entries})
  update coverage c set confirmed_at = greatest(c.confirmed_at, $3), run_id = $4 from e
  where ${same} and ${equal} and $3 - c.confirmed_at <= $5::interval`;

// An earlier attempt of this very run saw it otherwise: the later reading stands.
const correct = `
  with e as (${entries})
  update coverage c set state = e.state, cause_code = e.cause_code, cause_action = e.cause_action,
    cause_message = e.cause_message, unseen = e.unseen, via = e.via, run_id = $4
  from e where ${same} and c.valid_from = $3 and not ${equal}`;

// After a gap the old answer held only until it went stale; the time between stays empty.
const close = `
  with e as (${entries})
  update coverage c set valid_to = least($3, c.confirmed_at + $4::interval) from e
  where ${same} and c.valid_from < $3 and (not ${equal} or $3 - c.confirmed_at > $4::interval)`;

const open = `
  with e as (${entries})
  insert into coverage (account_id, region, kind, state, cause_code, cause_action, cause_message, unseen, via,
    run_id, valid_from, valid_to, confirmed_at)
  select $1::varchar, e.region, e.kind, e.state, e.cause_code, e.cause_action, e.cause_message, e.unseen, e.via,
    $4, $3, 'infinity', $3
  from e where not exists (select from coverage c where ${same})`;

/**
 * Records what a run saw of one account. An answer that repeats moves `confirmed_at`; one that differs, or
 * that comes after a gap longer than evidence stays fresh, ends the old interval and begins a new one.
 */
export async function recordCoverage(pool: pg.Pool, record: CoverageRecord): Promise<void> {
  const gaps = await pool.query<{ closing: Date }>(
    "select distinct confirmed_at + $2::interval as closing from coverage where account_id = $1 and valid_to = 'infinity' and $3 - confirmed_at > $2::interval",
    [record.accountId, fresh, record.asOf],
  );
  for (const closing of [record.asOf, ...gaps.rows.map((row) => row.closing)])
    await ensureMonth(pool, closing);
  const json = JSON.stringify(
    record.entries.map((entry) => ({
      region: entry.region,
      kind: entry.kind,
      state: entry.state,
      cause_code: entry.cause?.code ?? null,
      cause_action: entry.cause?.action ?? null,
      cause_message: entry.cause?.message.toWellFormed().replaceAll("\0", "\uFFFD") ?? null,
      unseen: [...entry.unseen].sort(),
      via: entry.via ?? "account",
    })),
  );
  await transaction(pool, async (client) => {
    const { accountId, asOf, runId } = record;
    await lockAccount(client, accountId);
    await client.query(confirm, [accountId, json, asOf, runId, fresh]);
    await client.query(correct, [accountId, json, asOf, runId]);
    await client.query(close, [accountId, json, asOf, fresh]);
    await client.query(open, [accountId, json, asOf, runId]);
  });
}

/** Ends the coverage of places that somebody else answers for from now on: left open, it would go stale. */
export async function endCoverage(
  pool: pg.Pool,
  step: {
    readonly accountId: string;
    readonly asOf: Date;
    readonly places: readonly { readonly region: string; readonly kind: string }[];
  },
): Promise<void> {
  if (step.places.length === 0) return;
  await ensureMonth(pool, step.asOf);
  await pool.query(
    `update coverage set valid_to = least($2, confirmed_at + $5::interval)
     where account_id = $1 and valid_to = 'infinity' and valid_from < $2
       and (region, kind) in (select * from unnest($3::text[], $4::text[]))`,
    [
      step.accountId,
      step.asOf,
      step.places.map(({ region }) => region),
      step.places.map(({ kind }) => kind),
      fresh,
    ],
  );
}

export interface FreshnessQuestion {
  readonly accountId: string;
  readonly region: string;
  readonly asOf: Date;
  /** For how long a complete answer about each kind holds. */
  readonly kinds: readonly { readonly kind: string; readonly hours: number }[];
}

/** The kinds whose last complete answer is young enough, and whether it is of this very instant. */
export async function listFreshKinds(
  pool: pg.Pool,
  question: FreshnessQuestion,
): Promise<ReadonlyMap<string, { readonly now: boolean }>> {
  const { accountId, region, asOf, kinds } = question;
  const { rows } = await pool.query<{ kind: string; now: boolean }>(
    `select c.kind, c.confirmed_at = $3 as now from coverage c
     join unnest($4::text[], $5::float8[]) as k(kind, hours) on k.kind = c.kind
     where c.account_id = $1 and c.region = $2 and c.valid_to = 'infinity' and c.state = 'complete'
       and $3 - c.confirmed_at < make_interval(secs => k.hours * 3600)`,
    [accountId, region, asOf, kinds.map(({ kind }) => kind), kinds.map(({ hours }) => hours)],
  );
  return new Map(rows.map(({ kind, now }) => [kind, { now }]));
}
