import type { Pool } from "./pool.ts";

/** Records which versions judge since `asOf`; those that did before keep their day. */
export async function recordControlVersions(
  pool: Pool,
  controls: readonly { readonly id: string; readonly version: number }[],
  asOf: Date,
): Promise<void> {
  await pool.query(
    `insert into control_version (control_id, version, since)
     select c.id, c.version, $2 from jsonb_to_recordset($1::jsonb) as c(id text, version int)
     where not exists (select from control_version v where v.control_id = c.id and v.version = c.version)
     on conflict do nothing`,
    [JSON.stringify(controls.map(({ id, version }) => ({ id, version }))), asOf],
  );
}
