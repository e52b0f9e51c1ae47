import { z } from "zod";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { staleAfterMs } from "#lib/inventory/coverage.ts";
import { runPurposes } from "#lib/store/runs.ts";
import { rows } from "./database.ts";
import { known, type Moment } from "./moment.ts";

const row = z.object({
  last_id: z.string().nullable(),
  last_at: z.date().nullable(),
  first_at: z.date().nullable(),
  active_id: z.string().nullable(),
  active_purpose: z.enum(runPurposes).nullable(),
});

const collected = "state in ('complete', 'partial') and purpose = 'collect'";

/** How far what is shown can be trusted. Runs are the whole Organization's: every viewer may know of them. */
export async function getFreshness(_viewer: Viewer, moment: Moment): Promise<FreshnessDto> {
  const [first] = await rows(
    `select last.id::text as last_id, last.as_of as last_at, first.as_of as first_at,
       active.id::text as active_id, active.purpose as active_purpose
     from (select 1) one
     left join lateral (select id, as_of from run
       where ${collected} and ${known("as_of", moment)}
       order by requested_at desc limit 1) last on true
     left join lateral (select as_of from run where ${moment.isPast} and ${collected}
       order by requested_at limit 1) first on true
     left join lateral (select id, purpose from run where ${!moment.isPast} and state in ('queued', 'running')
      limit 1) active on true`,
    [],
  );
  const { last_id, last_at, first_at, active_id, active_purpose } = row.parse(first);
  return {
    lastRunAt: last_at?.toISOString() ?? null,
    lastRunId: last_id,
    activeRunId: active_id,
    activePurpose: active_purpose,
    stale: last_at !== null && moment.at.getTime() - last_at.getTime() > staleAfterMs,
    asOf: moment.at.toISOString(),
    isPast: moment.isPast,
    firstRunAt: first_at?.toISOString() ?? null,
  };
}
