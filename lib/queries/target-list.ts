import { z } from "zod";
import type { TargetsDto } from "#lib/api/dto/targets.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import { defaultTargets } from "#lib/metrics/targets.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { getScopePoints, sumAccountPoints } from "./headlines.ts";
import { known, type Moment } from "./moment.ts";
import { getTargets } from "./targets.ts";
import { visibleAccounts } from "./visible.ts";

const row = z.object({
  metric: z.enum(measuredMetrics),
  value: z.number(),
  since: instant,
  by: z.string(),
  reason: z.string(),
});

/** What each metric is to reach, where it stands in all that the viewer may see, and what it was to reach before. */
export async function listTargets(viewer: Viewer, moment: Moment): Promise<TargetsDto> {
  const accounts = visibleAccounts(viewer);
  const [freshness, targets, { measured }, found] = await Promise.all([
    getFreshness(viewer, moment),
    getTargets(moment),
    accounts === null ? getScopePoints(moment, null) : sumAccountPoints(moment, accounts),
    rows(
      `select metric, value, since, recorded_by as by, reason from target
       where metric = any($1) and ${known("since", moment)} order by since desc`,
      [measuredMetrics],
    ),
  ]);
  const set = found.map((each) => row.parse(each));
  return {
    freshness,
    targets: measuredMetrics.map((metric) => ({
      metric,
      target: targets[metric],
      default: defaultTargets[metric],
      latest: measured[metric] ?? null,
      history: set.filter((each) => each.metric === metric).map(({ metric: _, ...record }) => record),
    })),
  };
}
