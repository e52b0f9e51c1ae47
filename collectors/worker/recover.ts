import { failAbandonedPreflights, isPreflightActive } from "#lib/store/preflights.ts";
import {
  discardSpentJobs,
  failAbandonedRuns,
  failAbandonedTasks,
  listUnfinishedRuns,
  queueFinish,
  recoverDeadWorkers,
  scheduleRecovery,
} from "#lib/store/queue.ts";
import { isRunActive } from "#lib/store/runs.ts";
import type { WorkerContext } from "./context.ts";

/** Takes over what dead workers left, so that every run ends. Looks again soon while a run is under way. */
export async function recover({ pool, log }: WorkerContext): Promise<void> {
  const dead = await recoverDeadWorkers(pool);
  if (dead.length > 0) log.warn({ dead }, "took over the jobs of workers that are gone");
  await failAbandonedTasks(pool);
  for (const runId of await listUnfinishedRuns(pool)) await queueFinish(pool, runId);
  for (const runId of await failAbandonedRuns(pool))
    log.error({ runId: String(runId) }, "gave up a run that could not begin or end");
  await discardSpentJobs(pool);
  await failAbandonedPreflights(pool);
  if ((await isRunActive(pool)) || (await isPreflightActive(pool))) await scheduleRecovery(pool);
}
