import type pg from "pg";
import type { SummaryDetail } from "#lib/metrics/summary.ts";

export interface MetricPoint {
  readonly scopeId: string;
  readonly scopeKind: "organization" | "organizational-unit" | "account";
  readonly metric: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly n: number;
  readonly unknown: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly coverage: number;
  /** What stands beside the value, of the four metrics. */
  readonly detail?: SummaryDetail;
}

const upsert = `
  insert into metric_point as m (scope_id, scope_kind, day, metric, numerator, denominator, value, n, unknown,
    excluded, coverage, detail)
  select p."scopeId", p."scopeKind", ($1::timestamptz at time zone 'UTC')::date, p.metric, p.numerator,
    p.denominator, p.value, p.n, p.unknown, p.excluded, p.coverage, coalesce(p.detail, '{}')
  from jsonb_to_recordset($2::jsonb) as p("scopeId" text, "scopeKind" scope_kind, metric text, numerator float8,
    denominator float8, value float8, n int, unknown int, excluded jsonb, coverage float8, detail jsonb)
  on conflict (scope_id, metric, day) do update set numerator = excluded.numerator,
    denominator = excluded.denominator, value = excluded.value, n = excluded.n, unknown = excluded.unknown,
    excluded = excluded.excluded, coverage = excluded.coverage, detail = excluded.detail
  where (m.numerator, m.denominator, m.value, m.n, m.unknown, m.excluded, m.coverage, m.detail) is distinct from
    (excluded.numerator, excluded.denominator, excluded.value, excluded.n, excluded.unknown, excluded.excluded,
     excluded.coverage, excluded.detail)`;

/** Writes the points of a (UTC) day; a later run of the same day replaces those that differ. */
export async function putMetricPoints(
  pool: pg.Pool,
  asOf: Date,
  points: readonly MetricPoint[],
): Promise<number> {
  const result = await pool.query(upsert, [asOf, JSON.stringify(points)]);
  return result.rowCount ?? 0;
}

/** Sets what points of a scope and (UTC) day rest on, by metric, where only that has changed. */
export async function putMetricCoverage(
  pool: pg.Pool,
  asOf: Date,
  scopeId: string,
  shares: Readonly<Record<string, number>>,
): Promise<void> {
  await pool.query(
    `update metric_point p set coverage = s.value::float8
     from jsonb_each_text($3::jsonb) s
     where p.scope_id = $1 and p.metric = s.key and p.day = ($2::timestamptz at time zone 'UTC')::date
       and p.coverage is distinct from s.value::float8`,
    [scopeId, asOf, JSON.stringify(shares)],
  );
}
