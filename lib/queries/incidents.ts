import { z } from "zod";
import type { IncidentsDto } from "#lib/api/dto/incidents.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { summarizeIncidents } from "#lib/metrics/incidents.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { happened, known, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const row = z.object({
  id: z.string(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  title: z.string(),
  reason: z.string(),
  breachStartedAt: instant,
  detectedAt: instant,
  recordedAt: instant,
  recordedBy: z.string(),
  withdrawnAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
});

/**
 * Every incident that somebody entered by then, and the time to detect of those that count. One of the whole
 * Organization is told to who may see all of it.
 */
export async function listIncidents(viewer: Viewer, moment: Moment): Promise<IncidentsDto> {
  const [freshness, found] = await Promise.all([
    getFreshness(viewer, moment),
    rows(
      `select i.id, i.account_id as "accountId", a.name as "accountName", i.title, i.reason,
         i.breach_started_at as "breachStartedAt", i.detected_at as "detectedAt", i.created_at as "recordedAt",
         i.recorded_by as "recordedBy", ${happened("i.withdrawn_at", moment)} as "withdrawnAt",
         case when ${known("i.withdrawn_at", moment)} then i.withdrawn_by end as "withdrawnBy"
       from incident i
       left join lateral (
         select a.name from account a
         where a.id = i.account_id and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1
       ) a on true
       where ${known("i.created_at", moment)} and ($1::text[] is null or i.account_id = any($1))
       order by i.detected_at desc, i.id`,
      [visibleAccounts(viewer)],
    ),
  ]);
  const incidents = found.map((each) => {
    const { accountId, accountName, ...rest } = row.parse(each);
    return {
      ...rest,
      account: accountId === null ? null : { id: accountId, name: accountName ?? accountId },
    };
  });
  const counting = incidents.filter(({ withdrawnAt }) => withdrawnAt === null);
  return { freshness, summary: summarizeIncidents(counting, moment.at), incidents };
}
