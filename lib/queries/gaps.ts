import { z } from "zod";
import type { CauseDto } from "#lib/api/dto/common.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { inForce, isOver, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const message = `coalesce(min(c.cause_code || ': ' || c.cause_message), 'Last seen more than 24 hours ago.')`;
const state = "case when c.state = 'complete' then 'stale' else c.state::text end";
/**
 * Coverage as it stood. A row that nobody confirmed is ended in hindsight, when it went stale: until the next one
 * began, it was all that was known.
 */
function stood(moment: Moment): string {
  if (!moment.isPast) return inForce("c", moment);
  return `(${inForce("c", moment)} or ${isOver("c", moment)} and c.valid_to = c.confirmed_at + interval '24 hours'
    and (select min(n.valid_from) from coverage n where n.account_id = c.account_id and n.region = c.region
      and n.kind = c.kind and n.valid_from >= c.valid_to) > $2)`;
}

const notSeen = (moment: Moment) => `
  ${stood(moment)} and ($1::text[] is null or c.account_id = any($1))
  and (c.state <> 'complete' or c.confirmed_at < $2::timestamptz - interval '24 hours')`;

const summary = z.object({
  region: z.string(),
  kind: z.string(),
  state: z.string(),
  action: z.string().nullable(),
  message: z.string(),
  accounts: z.number(),
  places: z.number(),
});

const mostFrequent = 8;

/** What lowers coverage, the most frequent causes first; Regions of one cause are counted, not listed. */
export async function listGaps(
  viewer: Viewer,
  moment: Moment,
): Promise<readonly (CauseDto & { readonly accounts: number; readonly places: number })[]> {
  const found = await rows(
    `select case count(distinct c.region) when 1 then min(c.region) else count(distinct c.region) || ' Regions'
         end as region,
       c.kind, ${state} as state, c.cause_action as action, ${message} as message,
       count(distinct c.account_id)::int as accounts, count(*)::int as places
     from coverage c where ${notSeen(moment)}
     group by c.kind, ${state}, c.cause_action
     order by places desc, c.kind limit ${mostFrequent}`,
    [visibleAccounts(viewer), moment.at],
  );
  return found.map((each) => summary.parse(each));
}

const place = summary.omit({ accounts: true, places: true });

/** What was not completely seen of one account. */
export async function listAccountGaps(
  viewer: Viewer,
  moment: Moment,
  accountId: string,
): Promise<readonly CauseDto[]> {
  const found = await rows(
    `select c.region, c.kind, ${state} as state, c.cause_action as action, ${message} as message
     from coverage c where ${notSeen(moment)} and c.account_id = $3
     group by c.region, c.kind, ${state}, c.cause_action order by c.kind, c.region`,
    [visibleAccounts(viewer), moment.at, accountId],
  );
  return found.map((each) => place.parse(each));
}
