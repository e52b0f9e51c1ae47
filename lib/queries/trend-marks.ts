import { z } from "zod";
import type { TrendMarkDto } from "#lib/api/dto/common.ts";
import { controlById } from "#lib/controls/registry.ts";
import { rows } from "./database.ts";
import { known, type Moment } from "./moment.ts";

const row = z.object({ day: z.string(), id: z.string(), version: z.number(), added: z.boolean() });

/**
 * The days of the `days` before the moment on which controls began to judge or to judge another way; the first run's own
 * controls mark nothing. Controls are the same for every viewer.
 */
export async function listTrendMarks(moment: Moment, days: number): Promise<readonly TrendMarkDto[]> {
  const found = await rows(
    `with version as (
       select control_id as id, version, since,
         not exists (select from control_version o where o.control_id = v.control_id and o.since < v.since) as added
       from control_version v
     )
     select to_char(since at time zone 'UTC', 'YYYY-MM-DD') as day, id, version, added from version
     where since > (select min(since) from control_version) and since > $2::timestamptz - make_interval(days => $1)
       and ${known("since", moment)}
     order by since, id`,
    [days, moment.at],
  );
  const marks = new Map<string, TrendMarkDto["changes"][number][]>();
  for (const each of found) {
    const { day, id, version, added } = row.parse(each);
    const change = { id, title: controlById(id)?.title ?? id, version, added };
    marks.set(day, [...(marks.get(day) ?? []), change]);
  }
  return [...marks].map(([day, changes]) => ({ day, changes }));
}
