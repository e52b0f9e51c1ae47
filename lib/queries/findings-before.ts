import { z } from "zod";
import type { FindingsBeforeDto } from "#lib/api/dto/overview.ts";
import { rows } from "./database.ts";
import { bySeverity } from "./decode.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";

const compareDays = 30;

const row = z.object({ day: z.string(), counts: bySeverity });

/**
 * Open findings by severity 30 days before the newest day, or on the first day since, of some accounts or of the
 * Organization (null); null where there is no such day. Of points, never of findings.
 */
export async function getFindingsBefore(
  moment: Moment,
  accounts: readonly string[] | null,
): Promise<FindingsBeforeDto | null> {
  const [first] = await rows(
    `with scope as materialized (
       select coalesce($1::text[], array(
         select o.id from organization o where ${inForce("o", moment)} order by o.valid_from desc limit 1)) as ids
     ), newest as materialized (
       select max(day) as day from metric_point
       where scope_id = any((select ids from scope)::text[]) and metric = 'score' and ${knownDay("day", moment)}
     ), earlier as materialized (
       select min(p.day) as day from metric_point p, newest
       where p.scope_id = any((select ids from scope)::text[]) and p.metric = 'score'
         and p.day >= newest.day - ${compareDays} and p.day < newest.day
     ), point as (
       select p.metric, sum(p.n)::int as n from metric_point p
       where p.scope_id = any((select ids from scope)::text[]) and p.day = (select day from earlier)
         and p.metric like 'findings.%'
       group by p.metric
     )
     select (select day from earlier)::text as day,
       jsonb_object_agg(substr(metric, ${"findings.".length + 1}), n) as counts
     from point having count(*) > 0`,
    [accounts],
  );
  return first === undefined ? null : row.parse(first);
}
