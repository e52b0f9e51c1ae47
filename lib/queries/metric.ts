import { z } from "zod";
import type { MetricPageDto, MetricPartDto } from "#lib/api/dto/metrics.ts";
import type { MetricFilter } from "#lib/api/metric-filter.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { summaryDetail } from "#lib/metrics/summary.ts";
import { isLowerBetter } from "#lib/metrics/targets.ts";
import { rows } from "./database.ts";
import { metric as metricPoint } from "./decode.ts";
import { listExposedNetworks } from "./exposed-networks.ts";
import { getFreshness } from "./freshness.ts";
import { getScopePoints, headlinesOf, sumAccountPoints, trendDays } from "./headlines.ts";
import { getHumanIdentity } from "./human-identities.ts";
import { listBins, listGroups, listMeasurements } from "./measurement-rows.ts";
import { findMetricScope, type MetricScope } from "./metric-scope.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";
import { getTargets } from "./targets.ts";
import { getThreatTimes } from "./threat-times.ts";
import { listTrendMarks } from "./trend-marks.ts";

/**
 * One of the four metrics in the Organization, a unit or an account: its number, where it comes from and goes, and the
 * things behind it. Null where there is no such scope, or none that the viewer may see.
 */
export async function getMetricPage(
  viewer: Viewer,
  moment: Moment,
  metric: MeasuredMetric,
  filter: MetricFilter,
): Promise<MetricPageDto | null> {
  const found = await findMetricScope(viewer, moment, filter);
  if (found === null) return null;
  const { scope, above, accounts, isWhole } = found;
  const everything = isWhole && scope.kind === "organization";
  const measured = { metric, accounts: everything ? null : accounts };
  const alone = isWhole || scope.kind === "account";
  const [
    freshness,
    points,
    targets,
    trendMarks,
    distribution,
    groups,
    parts,
    threatTimes,
    networks,
    humanIdentity,
    page,
  ] = await Promise.all([
    getFreshness(viewer, moment),
    alone ? getScopePoints(moment, scope.id) : sumAccountPoints(moment, accounts),
    getTargets(moment),
    listTrendMarks(viewer, moment, trendDays),
    listBins(measured, moment),
    listGroups(measured, moment),
    listParts(moment, metric, found),
    metric === "detection-time" ? getThreatTimes(measured, moment) : null,
    metric === "network-exposure" ? listExposedNetworks(measured, moment) : [],
    metric === "identity-coverage" ? getHumanIdentity(accounts, moment) : null,
    listMeasurements(measured, moment, filter),
  ]);
  const headline = headlinesOf(points, targets).find((each) => each.metric === metric);
  if (headline === undefined) return null;
  return {
    freshness,
    scope,
    above,
    headline,
    trendMarks,
    distribution,
    groups,
    threatTimes,
    networks,
    humanIdentity,
    ...parts,
    ...page,
  };
}

const partRow = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  isUnit: z.boolean(),
  latest: metricPoint.extend({ detail: summaryDetail }).nullable(),
});

/** The units right below a scope, and all its accounts, the worst first; a viewer of some accounts sees those alone. */
async function listParts(
  moment: Moment,
  metric: MeasuredMetric,
  { scope, accounts, isWhole }: MetricScope,
): Promise<{ readonly units: MetricPartDto[]; readonly accounts: MetricPartDto[] }> {
  if (scope.kind === "account") return { units: [], accounts: [] };
  const found = await rows(
    `with part as (
       select u.id, u.name, u.parent_id, true as is_unit from organizational_unit u
       where $3 and ${inForce("u", moment)} and u.parent_id is not distinct from
         (select case when $4 = 'organization' then (
           select r.id from organizational_unit r where r.parent_id is null and ${inForce("r", moment)} limit 1) else $5 end)
       union all
       select a.id, a.name, a.parent_id, false from account a where ${inForce("a", moment)} and a.id = any($2)
     )
     select part.id, part.name, part.parent_id as "parentId", part.is_unit as "isUnit",
       case when p.scope_id is null then null else jsonb_build_object('value', p.value, 'numerator', p.numerator,
         'denominator', p.denominator, 'n', p.n, 'unknown', p.unknown, 'excluded', p.excluded,
         'coverage', p.coverage, 'detail', p.detail) end as latest
     from part
     left join lateral (
       select * from metric_point p where p.scope_id = part.id and p.metric = $1 and ${knownDay("p.day", moment)}
       order by p.day desc limit 1
     ) p on true
     order by p.value ${isLowerBetter(metric) ? "desc" : "asc"} nulls last, part.name, part.id`,
    [metric, accounts, isWhole, scope.kind, scope.id],
  );
  const parts = found.map((each) => partRow.parse(each));
  const of = (isUnit: boolean) =>
    parts.filter((part) => part.isUnit === isUnit).map(({ isUnit: _, ...part }) => part);
  return { units: of(true), accounts: of(false) };
}
