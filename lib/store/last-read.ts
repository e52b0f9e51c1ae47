import type pg from "pg";
import { z } from "zod";
import type { Coverage } from "#lib/inventory/coverage.ts";
import { loadCoverage } from "./evidence.ts";

const row = z.object({ at: z.date().nullable(), still: z.boolean().nullable() });

/**
 * What an account was seen to hold of some kinds when anything of them was read last; null where that holds still, and
 * where nothing was ever read.
 */
export async function loadLastRead(
  pool: pg.Pool,
  {
    accountId,
    asOf,
    kinds,
  }: { readonly accountId: string; readonly asOf: Date; readonly kinds: readonly string[] },
): Promise<readonly Coverage[] | null> {
  const { rows } = await pool.query(
    `select max(least(confirmed_at, $2)) as at, bool_or(valid_to > $2) as still from coverage
     where account_id = $1 and kind = any($3) and via = 'account' and state in ('complete', 'partial')
       and valid_from <= $2`,
    [accountId, asOf, kinds],
  );
  const { at, still } = row.parse(rows[0]);
  return at === null || still === true ? null : loadCoverage(pool, accountId, at, kinds);
}
