import { type FactKind, isFactKind, type PayloadOf } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";

const now = () => new Date();

/** What the store holds of one kind in one account, by resource id. */
export async function payloadsOf<K extends FactKind>(
  pool: Pool,
  accountId: string,
  kind: K,
): Promise<Map<string, PayloadOf<K>>>;
export async function payloadsOf(pool: Pool, accountId: string, kind: FactKind) {
  const { facts } = await loadEvidence(pool, accountId, now(), [kind]);
  return new Map(facts.map((fact) => [fact.resourceId, fact.payload]));
}

/** How many facts of every kind an account has, in one Region or `global`. */
export async function factCounts(pool: Pool, accountId: string, region: string) {
  const { facts } = await loadEvidence(pool, accountId, now());
  const counts: Partial<Record<FactKind, number>> = {};
  for (const fact of facts)
    if (fact.region === region && isFactKind(fact.kind)) counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
  return counts;
}

/** Passed, failed, unknown, not applicable. */
export type Verdicts = readonly [number, number, number, number];

export async function verdictsOf(pool: Pool, scopeId: string): Promise<Record<string, Verdicts>> {
  const { rows } = await pool.query<{
    control_id: string;
    passed: number;
    failed: number;
    unknown: number;
    not_applicable: number;
  }>(
    "select control_id, passed, failed, unknown, not_applicable from tally where scope_id = $1 and valid_to = 'infinity'",
    [scopeId],
  );
  return Object.fromEntries(
    rows.map((row) => [row.control_id, [row.passed, row.failed, row.unknown, row.not_applicable]]),
  );
}

/** Open findings by control, and by source those of others: `region resource`, sorted. */
export async function findingsOf(pool: Pool, accountId: string): Promise<Record<string, string[]>> {
  const { rows } = await pool.query<{ by: string; lines: string[] }>(
    `select coalesce(control_id, source::text) as by, array_agg(concat_ws(' ', region, resource_id)) as lines
     from finding where account_id = $1 and valid_to = 'infinity' group by 1`,
    [accountId],
  );
  return Object.fromEntries(rows.map(({ by, lines }) => [by, lines.sort()]));
}

/** Everything that was not seen completely: `account region kind state action`, sorted. */
export async function gaps(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    "select concat_ws(' ', account_id, region, kind, state::text, cause_action) as line from coverage where valid_to = 'infinity' and state <> 'complete'",
  );
  return rows.map((row) => row.line).sort();
}
