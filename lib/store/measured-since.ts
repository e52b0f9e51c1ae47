import { z } from "zod";
import type { Pool } from "./pool.ts";

/** The instant of the last run that ended before `asOf`, and so has measured; null before the first. */
export async function lastMeasuredAt(pool: Pool, asOf: Date): Promise<Date | null> {
  const { rows } = await pool.query(
    "select max(as_of) as at from run where state in ('complete', 'partial') and as_of < $1",
    [asOf],
  );
  return z.object({ at: z.date().nullable() }).parse(rows[0]).at;
}

/**
 * Whether an account is to be measured again: its facts or threats changed after `since`, or it has no points of
 * the (UTC) day of `asOf` yet. The windows of the metrics move by the day.
 */
export async function isMeasurementDue(
  pool: Pool,
  { accountId, since, asOf }: { readonly accountId: string; readonly since: Date; readonly asOf: Date },
): Promise<boolean> {
  const changed = "account_id = $1 and (valid_from > $2 or (valid_to > $2 and valid_to <= $3))";
  const { rows } = await pool.query(
    `select not exists (
         select from metric_point p where p.scope_id = $1 and p.metric = 'network-exposure'
           and p.day = ($3::timestamptz at time zone 'UTC')::date)
       or exists (select from fact where ${changed})
       or exists (select from finding where ${changed} and kind = 'threat') as due`,
    [accountId, since, asOf],
  );
  return z.object({ due: z.boolean() }).parse(rows[0]).due;
}
