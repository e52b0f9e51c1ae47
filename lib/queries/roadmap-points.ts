import { z } from "zod";
import type { MetricDto } from "#lib/api/dto/common.ts";
import type { CourseDto } from "#lib/api/dto/roadmap.ts";
import { rows } from "./database.ts";
import { metric as metricPoint } from "./decode.ts";
import { trendDays } from "./headlines.ts";
import { knownDay, type Moment } from "./moment.ts";

const names = /* sql */ `p.metric ~ '^(phase[.]|score[.])' or p.metric in ('privileges.standing', 'policies.broad',
  'detection-time', 'permission-utilization', 'network-exposure')`;

const row = z.object({
  metric: z.string(),
  latest: metricPoint.extend({ parts: z.record(z.string(), z.number()) }),
  trend: z.array(z.object({ day: z.string(), value: z.number().nullable(), coverage: z.number() })),
});

/** What is known of one number: how it is, where it comes from, and what it was. */
export interface Course extends CourseDto {
  readonly latest: MetricDto & { readonly parts: Readonly<Record<string, number>> };
}

/**
 * The numbers of the roadmap over the last 90 days, by name, of a scope (one id) or of some accounts together. Scores
 * and the detection time are ratios; all else is a number of things: of permissions the principals that hold unused
 * privileged actions, of exposure also what no security group guards.
 */
export async function getCourses(
  moment: Moment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Course>> {
  const found = await rows(
    `with newest as materialized (
       select max(day) as day from metric_point
       where scope_id = any($1) and metric = 'score' and ${knownDay("day", moment)}
     ), part as (
       select p.day, p.metric, p.numerator, p.denominator, p.n, p.unknown, p.coverage,
         coalesce((p.detail->>'privileged')::int, 0) as privileged,
         coalesce((p.detail->>'unusedPrivileged')::int, 0) as actions,
         coalesce((p.excluded->>'withoutSecurityGroup')::int, 0) as apart
       from metric_point p
       where p.scope_id = any($1) and (${names}) and p.day > (select day from newest) - ${trendDays}
         and p.day <= (select day from newest)
     ), summed as (
       select day, metric, sum(numerator) as numerator, sum(denominator) as denominator, sum(n)::int as n,
         sum(unknown)::int as unknown, avg(coverage) as coverage, sum(privileged)::int as privileged,
         sum(actions)::int as actions, sum(apart)::int as apart
       from part group by day, metric having count(*) = cardinality($1) or day = (select day from newest)
     ), valued as (
       select *, case
         when metric = 'permission-utilization' then case when n > 0 then privileged end
         when metric = 'network-exposure' then case when n + apart > 0 then numerator + apart end
         when metric in ('privileges.standing', 'policies.broad') then case when n > 0 then numerator end
         else numerator / nullif(denominator, 0) end as value
       from summed
     )
     select v.metric,
       (jsonb_agg(jsonb_build_object('value', value, 'numerator', numerator, 'denominator', denominator, 'n', n,
         'unknown', unknown, 'excluded', '{}'::jsonb, 'coverage', coverage, 'parts', jsonb_build_object(
           'attached', numerator, 'apart', apart, 'actions', actions)) order by day desc))->0 as latest,
       jsonb_agg(jsonb_build_object('day', day, 'value', value, 'coverage', coverage) order by day) as trend
     from valued v group by v.metric`,
    [ids],
  );
  return new Map(
    found.map((each) => {
      const { metric, latest, trend } = row.parse(each);
      const days = trend.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
      const [first] = days;
      const before = first === undefined || first.day === trend.at(-1)?.day ? null : first;
      return [metric, { latest, trend, before }];
    }),
  );
}
