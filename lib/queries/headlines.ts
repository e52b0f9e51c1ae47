import { z } from "zod";
import type { MetricDto, TrendPointDto } from "#lib/api/dto/common.ts";
import type { HeadlineDto, MeasuredDto } from "#lib/api/dto/metrics.ts";
import { forecast } from "#lib/metrics/forecast.ts";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { summaryDetail } from "#lib/metrics/summary.ts";
import { summarizeTogether } from "#lib/store/scope-measures.ts";
import { rows, withDatabase } from "./database.ts";
import { metric } from "./decode.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";
import type { Targets } from "./targets.ts";

export const trendDays = 90;
const changeDays = 30;

const trendPoint = z.object({ day: z.string(), value: z.number().nullable(), coverage: z.number() });

const pointsRow = z.object({
  latest: z.record(z.string(), metric.extend({ detail: z.json() })).nullable(),
  trends: z.record(z.string(), z.array(trendPoint)).nullable(),
});

/** The points of a scope: all of its newest day, and the 90 days up to it of those that are drawn. */
export interface ScopePoints {
  readonly latest: Readonly<Record<string, MetricDto>>;
  readonly measured: Readonly<Partial<Record<MeasuredMetric, MeasuredDto>>>;
  readonly trends: Readonly<Record<string, readonly TrendPointDto[]>>;
}

const drawn = ["score", ...measuredMetrics];

function decode(first: unknown): ScopePoints {
  const { latest, trends } = pointsRow.parse(first);
  const points = latest ?? {};
  const measured: Partial<Record<MeasuredMetric, MeasuredDto>> = {};
  for (const name of measuredMetrics) {
    const point = points[name];
    if (point !== undefined) measured[name] = { ...point, detail: summaryDetail.parse(point.detail) };
  }
  return { latest: points, measured, trends: trends ?? {} };
}

const pointJson = `jsonb_build_object('value', p.value, 'numerator', p.numerator, 'denominator', p.denominator,
  'n', p.n, 'unknown', p.unknown, 'excluded', p.excluded, 'coverage', p.coverage, 'detail', p.detail)`;
const trendJson =
  "jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value, 'coverage', p.coverage) order by p.day)";

/** The points of one scope (an id; null for the Organization): one statement on one index. */
export async function getScopePoints(moment: Moment, scopeId: string | null): Promise<ScopePoints> {
  const [first] = await rows(
    `with scope as materialized (
       select coalesce($1, (
         select o.id from organization o where ${inForce("o", moment)} order by o.valid_from desc limit 1)) as id
     ), newest as materialized (
       select max(day) as day from metric_point
       where scope_id = (select id from scope) and metric = 'score' and ${knownDay("day", moment)}
     )
     select
       (select jsonb_object_agg(p.metric, ${pointJson}) from metric_point p
        where p.scope_id = (select id from scope) and p.day = (select day from newest)) as latest,
       (select jsonb_object_agg(metric, points) from (
          select p.metric, ${trendJson} as points from metric_point p
          where p.scope_id = (select id from scope) and p.metric = any($2)
            and p.day > (select day from newest) - ${trendDays} and ${knownDay("p.day", moment)}
          group by p.metric) t) as trends`,
    [scopeId, drawn],
  );
  return decode(first);
}

/**
 * The same of some accounts together: sums of their points, but for permissions, whose median is of principals and is
 * told from the intervals, as is all that stands beside the values.
 */
export async function sumAccountPoints(moment: Moment, accounts: readonly string[]): Promise<ScopePoints> {
  const [[first], summaries] = await Promise.all([
    rows(
      `with day as (
         select p.day, p.metric, sum(p.numerator) as numerator, sum(p.denominator) as denominator,
           sum(p.n)::int as n, sum(p.unknown)::int as unknown, count(*) as accounts, avg(p.coverage) as coverage
         from metric_point p where p.scope_id = any($1) and ${knownDay("p.day", moment)} group by p.day, p.metric
       ), median as (
         select d.day, percentile_cont(0.5) within group (order by m.value) as value
         from (select distinct day from day where metric = 'permission-utilization') d
         join measurement m on m.account_id = any($1) and m.metric = 'permission-utilization'
           and m.standing = 'counted' and m.valid_from < d.day + 1 and m.valid_to >= d.day + 1
         group by d.day
       ), p as (
         select day.*, '{}'::jsonb as excluded, '{}'::jsonb as detail, case
           when metric like 'findings.%' or metric = 'network-exposure' then case when n > 0 or metric like 'findings.%' then
             case when metric = 'network-exposure' then numerator else n end end
           when metric = 'permission-utilization' then (select value from median where median.day = day.day)
           else numerator / nullif(denominator, 0) end as value
         from day
       )
       select
         (select jsonb_object_agg(p.metric, ${pointJson}) from p
          where p.day = (select max(day) from day) and p.metric <> all($2)) as latest,
         (select jsonb_object_agg(metric, points) from (
            select p.metric, ${trendJson} as points from p
            where p.metric = any($3) and p.accounts = cardinality($1)
              and p.day > (select max(day) from day) - ${trendDays} group by p.metric) t) as trends`,
      [accounts, measuredMetrics, drawn],
    ),
    withDatabase((pool) => summarizeTogether(pool, accounts, moment.at)),
  ]);
  const points = decode(first);
  const measured: Partial<Record<MeasuredMetric, MeasuredDto>> = {};
  for (const { metric: name, scopeId: _, ...summary } of summaries) {
    const coverage = points.trends[name]?.at(-1)?.coverage ?? 0;
    measured[name] = { ...summary, coverage };
  }
  return { ...points, measured };
}

/** The four metrics of a scope, each with its target and where it is going. */
export function headlinesOf({ measured, trends }: ScopePoints, targets: Targets): HeadlineDto[] {
  return measuredMetrics.map((name) => {
    const trend = trends[name] ?? [];
    const days = trend.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
    const newest = trend.at(-1);
    const from = newest === undefined ? "" : dayBefore(newest.day, changeDays);
    const target = targets[name];
    return {
      metric: name,
      latest: measured[name] ?? null,
      target,
      trend,
      before: days.find(({ day }) => day >= from && day !== newest?.day) ?? null,
      forecast: forecast(name, target.value, days),
    };
  });
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
