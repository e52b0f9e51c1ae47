import { z } from "zod";
import { staleAfterMs } from "#lib/inventory/coverage.ts";
import { kinds, type PayloadOf } from "#lib/inventory/kinds.ts";
import type { Pool } from "./pool.ts";

/** The buckets that trails of any account deliver to, by ARN, with Object Lock as their owner's account shows it. */
export type LogBuckets = ReadonlyMap<string, PayloadOf<"postern.log-bucket">>;

const bucketRow = z.object({
  arn: z.string(),
  name: z.string(),
  ownerId: z.string(),
  lock: kinds["s3.bucket-object-lock"].schema,
});

const current = (alias: string) => `${alias}.valid_from <= $1 and ${alias}.valid_to > $1`;

/**
 * What trails deliver to at `asOf`, wherever in the Organization it is. A bucket whose owner is no ACTIVE account,
 * or whose Object Lock was not seen within 24 hours, is not among them.
 */
export async function loadLogBuckets(pool: Pool, asOf: Date): Promise<LogBuckets> {
  const { rows } = await pool.query(
    `with active as (select a.id from account a where ${current("a")} and a.state = 'ACTIVE'),
     named as materialized (
       select distinct 'arn:' || split_part(t.resource_id, ':', 2) || ':s3:::' || (t.payload->>'bucketName') as arn
       from active join fact t on t.account_id = active.id and t.kind = 'cloudtrail.trail' and ${current("t")}
     )
     select f.resource_id as arn, split_part(f.resource_id, ':::', 2) as name, f.account_id as "ownerId",
       f.payload as lock
     from active
     join fact f on f.account_id = active.id and f.kind = 's3.bucket-object-lock' and f.region = 'global'
       and ${current("f")}
     join named on named.arn = f.resource_id
     join coverage c on c.account_id = f.account_id and c.kind = f.kind and c.region = f.region
       and ${current("c")} and c.confirmed_at >= $2
     where c.state = 'complete'
       or (c.state = 'partial' and cardinality(c.unseen) > 0 and f.resource_id <> all(c.unseen))`,
    [asOf, new Date(asOf.getTime() - staleAfterMs)],
  );
  return new Map(
    rows.map((row) => {
      const { arn, ...bucket } = bucketRow.parse(row);
      return [arn, bucket];
    }),
  );
}
