import { z } from "zod";
import type { MetricDto, PillarDto, TallyDto, TrendPointDto } from "#lib/api/dto/common.ts";
import type { OverviewDto } from "#lib/api/dto/overview.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { pillars } from "#lib/controls/define.ts";
import { controlById, controls } from "#lib/controls/registry.ts";
import { checklistStatus, type ScoredTally } from "#lib/metrics/score.ts";
import { selectAccounts } from "./account-rows.ts";
import { noTally } from "./control-rows.ts";
import { rows } from "./database.ts";
import { bySeverity, metric, metricJson } from "./decode.ts";
import { countExceptions } from "./exceptions.ts";
import { getFreshness } from "./freshness.ts";
import { listGaps } from "./gaps.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";
import { getScopeTallies, type ScopeTally } from "./scope-tallies.ts";
import { listTrendMarks } from "./trend-marks.ts";
import { visibleAccounts } from "./visible.ts";

const worst = 6;
const trendDays = 90;

const organizationRow = z.object({
  id: z.string(),
  managementAccountId: z.string(),
  active: z.number(),
  inactive: z.number(),
});

const metricsRow = z.object({
  latest: z.record(z.string(), metric).nullable(),
  trend: z
    .array(z.object({ day: z.string(), value: z.number().nullable(), coverage: z.number() }))
    .nullable(),
});

/** Everything the first page shows; nine statements at once, none of which reads findings. */
export async function getOverview(viewer: Viewer, moment: Moment): Promise<OverviewDto> {
  const accounts = visibleAccounts(viewer);
  const [freshness, organization, tallies, worstAccounts, gaps, { latest, trend }, trendMarks, exceptions] =
    await Promise.all([
      getFreshness(viewer, moment),
      getOrganization(moment, accounts),
      getScopeTallies(viewer, moment),
      selectAccounts(moment, {
        where: "a.state = 'ACTIVE' and score.value is not null and ($1::text[] is null or a.id = any($1))",
        order: "score.value, a.id",
        limit: worst,
        values: [accounts],
      }),
      listGaps(viewer, moment),
      accounts === null ? getMetrics(moment) : sumMetrics(moment, accounts),
      listTrendMarks(moment, trendDays),
      countExceptions(viewer, moment),
    ]);
  const scored = scoredTallies(tallies);
  return {
    freshness,
    organization:
      organization === undefined
        ? null
        : { id: organization.id, managementAccountId: organization.managementAccountId },
    accounts: { active: organization?.active ?? 0, inactive: organization?.inactive ?? 0 },
    score: latest["score"] ?? null,
    scoreTrend: trend,
    trendMarks,
    coverage: latest["coverage"] ?? null,
    pillars: pillarDtos(scored, latest),
    checklist: checklistStatus(
      scored,
      controls.map((control) => control.id),
    ).map(({ number, title, state, controlIds, missing, ...counts }) => ({
      number,
      title,
      state,
      controlIds,
      missing,
      tally: counts,
    })),
    worstAccounts,
    openFindings: bySeverity.parse(
      Object.fromEntries(
        Object.entries(latest).flatMap(([name, point]) =>
          name.startsWith("findings.") ? [[name.slice("findings.".length), point.n]] : [],
        ),
      ),
    ),
    exceptions,
    gaps,
  };
}

async function getOrganization(moment: Moment, accounts: readonly string[] | null) {
  const [first] = await rows(
    `select o.id, o.management_account_id as "managementAccountId",
       count(*) filter (where a.state = 'ACTIVE')::int as active,
       count(*) filter (where a.state <> 'ACTIVE')::int as inactive
     from organization o
     left join account a on ${inForce("a", moment)} and ($1::text[] is null or a.id = any($1))
     where ${inForce("o", moment)} group by o.id, o.management_account_id, o.valid_from
     order by o.valid_from desc limit 1`,
    [accounts],
  );
  return first === undefined ? undefined : organizationRow.parse(first);
}

interface Metrics {
  readonly latest: Record<string, MetricDto>;
  readonly trend: TrendPointDto[];
}

async function getMetrics(moment: Moment): Promise<Metrics> {
  const [first] = await rows(
    `with scope as materialized (
       select o.id from organization o where ${inForce("o", moment)} order by valid_from desc limit 1
     ), newest as materialized (
       select max(day) as day from metric_point
       where scope_id = (select id from scope) and metric = 'score' and ${knownDay("day", moment)}
     )
     select
       (select jsonb_object_agg(p.metric, ${metricJson("p")}) from metric_point p
        where p.scope_id = (select id from scope) and p.day = (select day from newest)) as latest,
       (select jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value, 'coverage', p.coverage)
          order by p.day) from metric_point p
        where p.scope_id = (select id from scope) and p.metric = 'score' and p.day > (select day from newest) - $1::int
          and ${knownDay("p.day", moment)}) as trend`,
    [trendDays],
  );
  const { latest, trend } = metricsRow.parse(first);
  return { latest: latest ?? {}, trend: trend ?? [] };
}

/** The same of some accounts only: sums of their points, and a trend over the days that all of them have. */
async function sumMetrics(moment: Moment, accounts: readonly string[]): Promise<Metrics> {
  const [first] = await rows(
    `with day as (
       select p.day, p.metric, sum(p.numerator) as numerator, sum(p.denominator) as denominator, sum(p.n) as n,
         sum(p.unknown) as unknown, count(*) as accounts, avg(p.coverage) as coverage
       from metric_point p where p.scope_id = any($1) and ${knownDay("p.day", moment)}
       group by p.day, p.metric
     ), point as (
       select *, case when metric like 'findings.%' then n else numerator / nullif(denominator, 0) end as value
       from day
     )
     select
       (select jsonb_object_agg(p.metric, jsonb_build_object('value', p.value, 'numerator', p.numerator,
          'denominator', p.denominator, 'n', p.n, 'unknown', p.unknown, 'excluded', '{}'::jsonb,
          'coverage', p.coverage))
        from point p where p.day = (select max(day) from day)) as latest,
       (select jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value, 'coverage', p.coverage)
          order by p.day) from point p where p.metric = 'score' and p.accounts = cardinality($1)
          and p.day > (select max(day) from day) - $2::int) as trend`,
    [accounts, trendDays],
  );
  const { latest, trend } = metricsRow.parse(first);
  return { latest: latest ?? {}, trend: trend ?? [] };
}

export function scoredTallies(tallies: readonly ScopeTally[]): ScoredTally[] {
  return tallies.flatMap((tally) => {
    const control = controlById(tally.controlId);
    return control === undefined ? [] : [{ ...tally, severity: control.severity, pillar: control.pillar }];
  });
}

/** Every pillar in order, with its score point and the sum of its controls' tallies. */
export function pillarDtos(
  tallies: readonly ScoredTally[],
  points: Readonly<Record<string, MetricDto>>,
): PillarDto[] {
  return pillars.flatMap((pillar) => {
    const score = points[`score.${pillar}`];
    if (score === undefined) return [];
    const own = tallies.filter((tally) => tally.pillar === pillar);
    return [{ pillar, score, tally: own.reduce(add, noTally) }];
  });
}

function add(sum: TallyDto, tally: TallyDto): TallyDto {
  return {
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    unknown: sum.unknown + tally.unknown,
    notApplicable: sum.notApplicable + tally.notApplicable,
    excepted: sum.excepted + tally.excepted,
  };
}
