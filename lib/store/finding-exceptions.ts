import type pg from "pg";
import { ensureMonth } from "./months.ts";
import { lockAccount, transaction } from "./pool.ts";

/** One of our open findings that no judgement drafted this time: it was not seen or not decided. */
export interface HeldFinding {
  readonly uid: string;
  readonly controlId: string;
  readonly resourceId: string;
  readonly exceptionId: string | null;
}

const columns =
  "source, kind, account_id, region, key, control_id, resource_id, resource_type, severity, title, evidence, hash, detected_at, first_observed_at, opened_at";

const given = "jsonb_to_recordset($2::jsonb) as g(uid uuid, exception_id uuid)";
const inForce = "f.uid = g.uid and f.valid_to = 'infinity'";

/**
 * Gives an account's open findings that this judgement did not touch the exception that covers them at `asOf`:
 * one that ends lets go of its findings also where their evidence was lost. Returns how many changed.
 */
export async function reviseExceptions(
  pool: pg.Pool,
  { accountId, asOf }: { readonly accountId: string; readonly asOf: Date },
  covering: (finding: HeldFinding) => string | null,
): Promise<number> {
  const { rows } = await pool.query<HeldFinding>(
    `select uid, control_id as "controlId", resource_id as "resourceId", exception_id as "exceptionId"
     from finding where account_id = $1 and source = 'postern' and valid_to = 'infinity' and valid_from < $2
       and control_id is not null`,
    [accountId, asOf],
  );
  const revised = rows
    .map((row) => ({ uid: row.uid, before: row.exceptionId, exception_id: covering(row) }))
    .filter((row) => row.exception_id !== row.before);
  if (revised.length === 0) return 0;
  await ensureMonth(pool, asOf);
  const values = [asOf, JSON.stringify(revised)];
  return transaction(pool, async (client) => {
    await lockAccount(client, accountId);
    const closed = await client.query(
      `update finding f set valid_to = $1, ended = 'changed' from ${given} where ${inForce} and f.valid_from < $1`,
      values,
    );
    await client.query(
      `insert into finding (uid, exception_id, ${columns}, valid_from, valid_to)
       select f.uid, g.exception_id, ${columns
         .split(", ")
         .map((column) => `f.${column}`)
         .join(", ")}, $1, 'infinity'
       from ${given} join finding f on f.uid = g.uid and f.valid_to = $1 and f.ended = 'changed'
       on conflict do nothing`,
      values,
    );
    return closed.rowCount ?? 0;
  });
}
