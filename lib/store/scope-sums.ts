import { z } from "zod";
import type { Pool } from "./pool.ts";

const row = z.object({
  scope_id: z.string(),
  covered: z.number(),
  total: z.number(),
  shares: z.record(z.string(), z.number()),
  tallies: z.array(
    z.object({
      controlId: z.string(),
      passed: z.number(),
      failed: z.number(),
      unknown: z.number(),
      notApplicable: z.number(),
      excepted: z.number(),
    }),
  ),
});

export interface ScopeSums {
  readonly scopeId: string;
  readonly tallies: z.infer<typeof row>["tallies"];
  /** Account-Regions whose inputs were completely seen, of all in scope. */
  readonly covered: number;
  readonly total: number;
  /** The share of them of which the inputs of each of the four metrics were completely seen. */
  readonly shares: Readonly<Record<string, number>>;
}

/**
 * Tallies and coverage of the Organization, its root and each organizational unit that holds an ACTIVE account.
 * An account without a coverage point of this day counts as one unseen account-Region.
 */
export async function loadScopeSums(
  pool: Pool,
  organizationId: string,
  asOf: Date,
): Promise<readonly ScopeSums[]> {
  const result = await pool.query(
    `with member as (
       select a.id as account_id, scope.id as scope_id
       from account a
       cross join lateral (
         select unnest(string_to_array(a.ou_path, '/')) as id union all select $1::text
       ) scope
       where a.valid_to = 'infinity' and a.state = 'ACTIVE'
     ), place as (
       select m.scope_id, m.account_id, coalesce(p.numerator, 0) as covered, coalesce(p.denominator, 1) as total
       from member m
       left join metric_point p on p.scope_id = m.account_id and p.metric = 'coverage'
         and p.day = ($2::timestamptz at time zone 'UTC')::date
     ), covered as (
       select scope_id, sum(covered) as covered, sum(total) as total from place group by scope_id
     ), share as (
       select scope_id, jsonb_object_agg(metric, share) as shares from (
         select l.scope_id, of.metric, sum(coalesce(p.coverage, 0) * l.total) / sum(l.total) as share
         from place l
         cross join unnest(enum_range(null::measured_metric)::text[]) as of(metric)
         left join metric_point p on p.scope_id = l.account_id and p.metric = of.metric
           and p.day = ($2::timestamptz at time zone 'UTC')::date
         group by l.scope_id, of.metric
       ) each group by scope_id
     )
     select c.scope_id, c.covered, c.total, (select shares from share s where s.scope_id = c.scope_id) as shares,
       coalesce(jsonb_agg(jsonb_build_object('controlId', t.control_id, 'passed', t.passed,
         'failed', t.failed, 'unknown', t.unknown, 'notApplicable', t.not_applicable,
         'excepted', t.excepted)) filter (where t.control_id is not null), '[]') as tallies
     from covered c left join tally t on t.scope_id = c.scope_id and t.valid_to = 'infinity'
     group by c.scope_id, c.covered, c.total`,
    [organizationId, asOf],
  );
  return result.rows.map((each) => {
    const { scope_id, ...sums } = row.parse(each);
    return { scopeId: scope_id, ...sums };
  });
}
