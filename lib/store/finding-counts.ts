import type { Pool } from "./pool.ts";

const upsert = `
  with member as (
    select a.id as account_id, scope.id as scope_id, scope.kind as scope_kind
    from account a
    cross join lateral (
      select a.id, 'account'::scope_kind as kind
      union all select unnest(string_to_array(a.ou_path, '/')), 'organizational-unit'
      union all select $1::text, 'organization'
    ) scope
    where a.valid_to = 'infinity' and a.state = 'ACTIVE'
  ), open as materialized (
    select account_id, severity, count(*) as n from finding
    where valid_to = 'infinity' and exception_id is null group by 1, 2
  ), point as (
    select m.scope_id, m.scope_kind, s.severity, coalesce(sum(o.n), 0)::int as n
    from member m
    cross join unnest(enum_range(null::severity)) as s(severity)
    left join open o on o.account_id = m.account_id and o.severity = s.severity
    group by 1, 2, 3
  )
  insert into metric_point as p (scope_id, scope_kind, day, metric, numerator, denominator, value, n, unknown,
    excluded, coverage)
  select point.scope_id, point.scope_kind, ($2::timestamptz at time zone 'UTC')::date,
    'findings.' || point.severity, point.n, 0, point.n, point.n, 0, '{}', coalesce(c.value, 0)
  from point
  left join metric_point c on c.scope_id = point.scope_id and c.metric = 'coverage'
    and c.day = ($2::timestamptz at time zone 'UTC')::date
  on conflict (scope_id, metric, day) do update set numerator = excluded.numerator, value = excluded.value,
    n = excluded.n, coverage = excluded.coverage
  where (p.n, p.coverage) is distinct from (excluded.n, excluded.coverage)`;

/**
 * Records how many findings are open and held by no exception, by severity, in every ACTIVE account, organizational unit and the
 * Organization: one pass over the open findings at a run's end, so that no page has to count them.
 */
export async function recordFindingCounts(
  pool: Pool,
  { organizationId, asOf }: { readonly organizationId: string; readonly asOf: Date },
): Promise<void> {
  await pool.query(upsert, [organizationId, asOf]);
}
