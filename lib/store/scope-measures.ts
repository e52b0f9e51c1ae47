import type pg from "pg";
import { z } from "zod";
import { detectionWindowDays } from "#lib/metrics/detection-time.ts";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { rankedMetrics, type Summary, summaryDetail } from "#lib/metrics/summary.ts";
import { defaultTargets } from "#lib/metrics/targets.ts";

const row = z.object({
  scopeId: z.string(),
  metric: z.enum(measuredMetrics),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  n: z.number(),
  excluded: z.record(z.string(), z.number()),
  unknown: z.number(),
  detail: summaryDetail,
});

export interface ScopeSummary extends Summary {
  readonly scopeId: string;
  readonly metric: MeasuredMetric;
}

const within = `case m.metric
  when 'detection-time' then m.value <= ${defaultTargets["detection-time"]}
  when 'permission-utilization' then m.value < ${defaultTargets["permission-utilization"]}
  else false end`;
const inDetail = (name: string) => `coalesce((m.detail->>'${name}')::int, 0)`;
const opens = (port: string) =>
  `count(*) filter (where m.numerator > 0 and m.detail->'portClasses' ? '${port}')`;
const ports = ["admin", "web", "other", "all"];

/** A JSON object of one sum by key, for each (scope, metric). */
const grouped = (key: string, value: string, where: string, sums: string) => `
  select scope_id, metric, jsonb_object_agg(key, ${value}) as entries from (
    select scope_id, metric, ${key} as key, ${sums} from joined where ${where} group by 1, 2, 3
  ) each group by 1, 2`;

/** The sums of `member (scope_id, account_id)` at `$1`; metrics `$2`. See lib/metrics/summary.ts, which says the same. */
const summaries = (member: string) => `
  with member as materialized (${member}),
  own as materialized (
    select m.* from measurement m
    where m.account_id in (select account_id from member) and m.metric = any($2::measured_metric[])
      and m.valid_from <= $1 and m.valid_to > $1
      and (m.at is null or (m.at <= $1 and m.at > $1::timestamptz - interval '${detectionWindowDays} days'))
  ), part as materialized (
    select m.account_id, m.metric, m.standing, m.reason, m.class, m.subject_type, count(*) as n,
      sum(m.numerator) as numerator, sum(m.denominator) as denominator, count(m.value) as valued,
      coalesce(sum(m.value), 0) as value_sum,
      count(*) filter (where m.standing = 'counted' and ${within}) as within,
      sum(case when m.standing = 'counted' then ${inDetail("granted")} else 0 end) as granted,
      sum(case when m.standing = 'counted' then ${inDetail("unusedPrivileged")} else 0 end) as unused_privileged,
      count(*) filter (where m.standing = 'counted' and ${inDetail("unusedPrivileged")} > 0) as privileged,
      ${ports.map((port) => `${opens(port)} as port_${port}`).join(", ")}
    from own m group by 1, 2, 3, 4, 5, 6
  ), joined as materialized (
    select m.scope_id, p.* from member m join part p on p.account_id = m.account_id
  ), total as (
    select scope_id, metric, sum(numerator) as numerator, sum(denominator) as denominator,
      coalesce(sum(n) filter (where standing = 'counted'), 0)::int as n,
      coalesce(sum(n) filter (where standing = 'unknown'), 0)::int as unknown,
      sum(within)::int as within, sum(granted)::bigint as granted,
      sum(unused_privileged)::int as unused_privileged, sum(privileged)::int as privileged,
      ${ports.map((port) => `sum(port_${port})::int as port_${port}`).join(", ")}
    from joined group by 1, 2
  ), reason as (${grouped("reason", "n", "reason is not null", "sum(n) as n")}),
  class as (${grouped("class", "n", "true", "sum(n) as n")}),
  type as (${grouped(
    "subject_type",
    "jsonb_build_object('numerator', numerator, 'denominator', denominator)",
    "standing = 'counted'",
    "sum(numerator) as numerator, sum(denominator) as denominator",
  )}),
  apart as (${grouped(
    "reason",
    "jsonb_build_object('n', n, 'sum', value_sum)",
    "standing = 'excluded' and valued > 0",
    "sum(valued) as n, sum(value_sum) as value_sum",
  )}),
  ranked as (
    select m.scope_id, o.metric, percentile_disc(array[0.5, 0.9, 0.95]) within group (order by o.value) as ranks,
      percentile_cont(0.5) within group (order by o.value) as median
    from member m join own o on o.account_id = m.account_id
    where o.standing = 'counted' and o.metric = any($3::measured_metric[]) group by 1, 2
  )
  select t.scope_id as "scopeId", t.metric, t.numerator, t.denominator,
    case t.metric
      when 'permission-utilization' then r.median
      when 'network-exposure' then case when t.denominator > 0 then t.numerator end
      else t.numerator / nullif(t.denominator, 0) end as value,
    t.n, t.unknown, coalesce(reason.entries, '{}') as excluded,
    jsonb_build_object(
      'p50', case t.metric when 'permission-utilization' then r.median else r.ranks[1] end,
      'p90', r.ranks[2], 'p95', r.ranks[3], 'within', t.within,
      'classes', coalesce(class.entries, '{}'), 'types', coalesce(type.entries, '{}'),
      'ports', jsonb_build_object(${ports.map((port) => `'${port}', t.port_${port}`).join(", ")}),
      'granted', t.granted, 'unusedPrivileged', t.unused_privileged, 'privileged', t.privileged,
      'apart', coalesce(apart.entries, '{}')) as detail
  from total t
  left join ranked r using (scope_id, metric)
  left join reason using (scope_id, metric)
  left join class using (scope_id, metric)
  left join type using (scope_id, metric)
  left join apart using (scope_id, metric)`;

const inForce = "a.valid_from <= $1 and a.valid_to > $1 and a.state = 'ACTIVE'";

const ofOrganization = summaries(`
  select scope.id as scope_id, a.id as account_id
  from account a
  cross join lateral (select unnest(string_to_array(a.ou_path, '/')) as id union all select $4::text) scope
  where ${inForce}`);

const ofAccounts = summaries(`
  select a.id as scope_id, a.id as account_id from account a where ${inForce} and ($4::text is null or a.id = $4)`);

const together = summaries(`
  select 'together' as scope_id, a.id as account_id from account a where ${inForce} and a.id = any($4::text[])`);

async function summarized(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<ScopeSummary[]> {
  const [asOf, metrics, more] = values;
  const { rows } = await pool.query(sql, [asOf, metrics, rankedMetrics, more]);
  return row.array().parse(rows);
}

/**
 * The metrics of the Organization, its root and its organizational units at any instant, from the measurements of
 * their ACTIVE accounts then. An account that was not read since counts as it was last seen.
 */
export function summarizeUnits(
  pool: pg.Pool,
  organizationId: string,
  asOf: Date,
  metrics: readonly MeasuredMetric[] = measuredMetrics,
): Promise<readonly ScopeSummary[]> {
  return summarized(pool, ofOrganization, [asOf, metrics, organizationId]);
}

/** The same of single accounts: of one, or of all. */
export function summarizeAccounts(
  pool: pg.Pool,
  accountId: string | null,
  asOf: Date,
): Promise<readonly ScopeSummary[]> {
  return summarized(pool, ofAccounts, [asOf, measuredMetrics, accountId]);
}

/** The same of some accounts together, for a viewer who may see no others. */
export function summarizeTogether(
  pool: pg.Pool,
  accountIds: readonly string[],
  asOf: Date,
): Promise<readonly ScopeSummary[]> {
  return summarized(pool, together, [asOf, measuredMetrics, accountIds]);
}
