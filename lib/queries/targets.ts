import { z } from "zod";
import type { TargetDto } from "#lib/api/dto/metrics.ts";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { defaultTargets } from "#lib/metrics/targets.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { known, type Moment } from "./moment.ts";

const row = z.object({
  metric: z.enum(measuredMetrics),
  value: z.number(),
  since: instant,
  by: z.string(),
  reason: z.string(),
});

export type Targets = Readonly<Record<MeasuredMetric, TargetDto>>;

/** What each metric was to reach at the moment: what was set last, else the default. The same for every viewer. */
export async function getTargets(moment: Moment): Promise<Targets> {
  const found = await rows(
    `select distinct on (metric) metric, value, since, recorded_by as by, reason from target
     where metric = any($1) and ${known("since", moment)} order by metric, since desc`,
    [measuredMetrics],
  );
  const set = new Map(found.map((each) => row.parse(each)).map((each) => [each.metric, each]));
  const targetOf = (metric: MeasuredMetric): TargetDto => {
    const given = set.get(metric);
    if (given === undefined) return { value: defaultTargets[metric], set: null };
    const { value, since, by, reason } = given;
    return { value, set: { since, by, reason } };
  };
  return {
    "detection-time": targetOf("detection-time"),
    "permission-utilization": targetOf("permission-utilization"),
    "identity-coverage": targetOf("identity-coverage"),
    "network-exposure": targetOf("network-exposure"),
  };
}
