import { z } from "zod";
import type { RunRowDto } from "#lib/api/dto/runs.ts";
import { runPurposes, runStates } from "#lib/store/runs.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { known, type Moment } from "./moment.ts";

export const runState = z.enum(runStates);

const row = z.object({
  id: z.string(),
  state: runState,
  purpose: z.enum(runPurposes),
  trigger: z.string(),
  requestedBy: z.string(),
  asOf: instant,
  requestedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  cancelRequested: z.boolean(),
  error: z.string().nullable(),
  regions: z.array(z.string()),
  targets: z.record(runState, z.number()),
  calls: z.number(),
  throttles: z.number(),
  factsChanged: z.number(),
  findingsOpened: z.number(),
  findingsResolved: z.number(),
});

const perState = runStates
  .map((state) => `'${state}', count(*) filter (where k.state = '${state}')`)
  .join(", ");

/** Runs with the sums of their targets, the newest first; `id` null for the latest `limit`. */
export async function selectRuns(
  moment: Moment,
  id: string | null,
  limit: number,
): Promise<(RunRowDto & { readonly regions: readonly string[] })[]> {
  const found = await rows(
    `select r.id::text, r.state, r.purpose, r.trigger, r.requested_by as "requestedBy", r.as_of as "asOf",
       r.requested_at as "requestedAt", r.started_at as "startedAt", r.finished_at as "finishedAt",
       r.cancel_requested_at is not null as "cancelRequested", r.error, r.regions, k.*
     from (
       select * from run where ($1::bigint is null or id = $1) and ${known("as_of", moment)} order by requested_at desc limit $2
     ) r
     cross join lateral (
       select jsonb_build_object(${perState}) as targets, coalesce(sum(k.calls), 0)::int as calls,
         coalesce(sum(k.throttles), 0)::int as throttles,
         coalesce(sum(k.facts_changed), 0)::int as "factsChanged",
         coalesce(sum(k.findings_opened), 0)::int as "findingsOpened",
         coalesce(sum(k.findings_resolved), 0)::int as "findingsResolved"
       from run_task k where k.run_id = r.id
     ) k
     order by r.requested_at desc`,
    [id, limit],
  );
  return found.map((each) => row.parse(each));
}
