import { z } from "zod";
import type { MetricDto, PillarDto, TallyDto } from "#lib/api/dto/common.ts";
import type { OverviewDto } from "#lib/api/dto/overview.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { pillars } from "#lib/controls/define.ts";
import { controlById, controls } from "#lib/controls/registry.ts";
import { checklistStatus, type ScoredTally } from "#lib/metrics/score.ts";
import { selectAccounts } from "./account-rows.ts";
import { noTally } from "./control-rows.ts";
import { rows } from "./database.ts";
import { bySeverity } from "./decode.ts";
import { countExceptions } from "./exceptions.ts";
import { getFindingsBefore } from "./findings-before.ts";
import { getFreshness } from "./freshness.ts";
import { listGaps } from "./gaps.ts";
import { getScopePoints, headlinesOf, sumAccountPoints, trendDays } from "./headlines.ts";
import { inForce, type Moment } from "./moment.ts";
import { getScopeTallies, type ScopeTally } from "./scope-tallies.ts";
import { getTargets } from "./targets.ts";
import { listTrendMarks } from "./trend-marks.ts";
import { visibleAccounts } from "./visible.ts";

const worst = 6;

const organizationRow = z.object({
  id: z.string(),
  managementAccountId: z.string(),
  active: z.number(),
  inactive: z.number(),
});

/** Everything the first page shows; eleven statements at once, none of which reads findings. */
export async function getOverview(viewer: Viewer, moment: Moment): Promise<OverviewDto> {
  const accounts = visibleAccounts(viewer);
  const [
    freshness,
    organization,
    tallies,
    worstAccounts,
    gaps,
    points,
    targets,
    trendMarks,
    exceptions,
    openFindingsBefore,
  ] = await Promise.all([
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
    accounts === null ? getScopePoints(moment, null) : sumAccountPoints(moment, accounts),
    getTargets(moment),
    listTrendMarks(viewer, moment, trendDays),
    countExceptions(viewer, moment),
    getFindingsBefore(moment, accounts),
  ]);
  const scored = scoredTallies(tallies);
  const { latest } = points;
  return {
    freshness,
    organization:
      organization === undefined
        ? null
        : { id: organization.id, managementAccountId: organization.managementAccountId },
    accounts: { active: organization?.active ?? 0, inactive: organization?.inactive ?? 0 },
    score: latest["score"] ?? null,
    scoreTrend: points.trends["score"] ?? [],
    headlines: headlinesOf(points, targets),
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
    openFindingsBefore,
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
    return [{ pillar, score, tally: own.reduce(addTallies, noTally) }];
  });
}

export function addTallies(sum: TallyDto, tally: TallyDto): TallyDto {
  return {
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    unknown: sum.unknown + tally.unknown,
    notApplicable: sum.notApplicable + tally.notApplicable,
    excepted: sum.excepted + tally.excepted,
  };
}
