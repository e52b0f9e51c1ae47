import { z } from "zod";
import type { TrendChangeDto, TrendMarkDto } from "#lib/api/dto/common.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controlById } from "#lib/controls/registry.ts";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import { rows } from "./database.ts";
import { known, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const control = z.object({ day: z.string(), id: z.string(), version: z.number(), added: z.boolean() });
const target = z.object({ day: z.string(), metric: z.enum(measuredMetrics), value: z.number() });
const scope = z.object({ day: z.string(), joined: z.number(), left: z.number() });

const dayOf = (instant: string) => `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD')`;

/**
 * The days of the `days` before the moment on which controls began to judge or to judge another way, targets were set,
 * or accounts of the viewer joined or left. What the first run found marks nothing.
 */
export async function listTrendMarks(
  viewer: Viewer,
  moment: Moment,
  days: number,
): Promise<readonly TrendMarkDto[]> {
  const recent = (instant: string) =>
    `${instant} > $2::timestamptz - make_interval(days => $1) and ${known(instant, moment)}`;
  const [controls, targets, scopes] = await Promise.all([
    rows(
      `with version as (
         select control_id as id, version, since,
           not exists (select from control_version o where o.control_id = v.control_id and o.since < v.since) as added
         from control_version v
       )
       select ${dayOf("since")} as day, id, version, added from version
       where since > (select min(since) from control_version) and ${recent("since")} order by since, id`,
      [days, moment.at],
    ),
    rows(
      `select ${dayOf("since")} as day, metric, value from target where ${recent("since")} order by since`,
      [days, moment.at],
    ),
    rows(
      `with active as (
         select a.id, a.valid_from, a.valid_to from account a
         where a.state = 'ACTIVE' and ($3::text[] is null or a.id = any($3))
       ), edge as (
         select a.valid_from as at, 1 as joined, 0 as left_ from active a
         where a.valid_from > (select min(valid_from) from account)
           and not exists (select from active b where b.id = a.id and b.valid_to = a.valid_from)
         union all
         select a.valid_to, 0, 1 from active a
         where a.valid_to < 'infinity' and not exists (select from active b where b.id = a.id and b.valid_from = a.valid_to)
       )
       select ${dayOf("at")} as day, sum(joined)::int as joined, sum(left_)::int as left from edge
       where ${recent("at")} group by 1 order by 1`,
      [days, moment.at, visibleAccounts(viewer)],
    ),
  ]);
  const marks = new Map<string, TrendChangeDto[]>();
  const mark = (day: string, change: TrendChangeDto) => marks.set(day, [...(marks.get(day) ?? []), change]);
  for (const each of controls) {
    const { day, id, version, added } = control.parse(each);
    mark(day, { kind: "control", id, title: controlById(id)?.title ?? id, version, added });
  }
  for (const each of targets) {
    const { day, ...set } = target.parse(each);
    mark(day, { kind: "target", ...set });
  }
  for (const each of scopes) {
    const { day, ...moved } = scope.parse(each);
    mark(day, { kind: "scope", ...moved });
  }
  return [...marks].map(([day, changes]) => ({ day, changes })).sort((a, b) => (a.day < b.day ? -1 : 1));
}
