import { globalRegion, regionalKinds } from "#lib/inventory/kinds.ts";
import { mergeFacts } from "./facts.ts";
import { ensureMonth } from "./months.ts";
import type { Pool } from "./pool.ts";

/**
 * Ends what was known of Regions that are no longer enabled in the account: a Region that is off holds nothing.
 * To be called only when the account's Regions were completely seen.
 */
export async function retireDisabledRegions(
  pool: Pool,
  step: { readonly accountId: string; readonly asOf: Date; readonly enabled: readonly string[] },
): Promise<void> {
  const gone = await pool.query<{ region: string }>(
    `select distinct region from coverage
     where account_id = $1 and valid_to = 'infinity' and region <> $2 and region <> all($3)`,
    [step.accountId, globalRegion, step.enabled],
  );
  if (gone.rows.length === 0) return;
  const regions = gone.rows.map((row) => row.region);
  const complete = regions.flatMap((region) => regionalKinds.map((kind) => ({ kind, region })));
  await mergeFacts(pool, {
    accountId: step.accountId,
    asOf: step.asOf,
    facts: [],
    complete: complete,
  });
  await ensureMonth(pool, step.asOf);
  await pool.query(
    `update coverage set valid_to = $2
     where account_id = $1 and valid_to = 'infinity' and valid_from < $2 and region = any($3)`,
    [step.accountId, step.asOf, regions],
  );
  // Nobody looks there any more: left open, they would stay so for ever.
  await pool.query(
    `update finding set valid_to = $2, ended = 'resolved'
     where account_id = $1 and valid_to = 'infinity' and valid_from < $2 and region = any($3)`,
    [step.accountId, step.asOf, regions],
  );
}
