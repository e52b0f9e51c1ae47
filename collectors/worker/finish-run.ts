import { recordFindingCounts } from "#lib/store/finding-counts.ts";
import { getOrganization } from "#lib/store/organization.ts";
import { countTasks } from "#lib/store/run-tasks.ts";
import { finishRun, getRun, type RunState } from "#lib/store/runs.ts";
import { mergeScopeTallies } from "#lib/store/tallies.ts";
import type { WorkerContext } from "./context.ts";
import { recordMetrics } from "./record-metrics.ts";

/** Ends a run whose targets are all over: sums tallies upwards, records the day's metrics, sets the state. */
export async function finishRunTask(context: WorkerContext, runId: bigint): Promise<void> {
  const { pool, log } = context;
  const run = await getRun(pool, runId);
  if (run === undefined || run.state !== "running") return;
  const counts = await countTasks(pool, runId);
  if (counts.queued + counts.running > 0) return;
  const { id: organizationId } = await getOrganization(pool);
  await mergeScopeTallies(pool, { organizationId, asOf: run.asOf });
  await recordMetrics(pool, { organizationId, asOf: run.asOf });
  await recordFindingCounts(pool, { organizationId, asOf: run.asOf });
  const state: RunState =
    counts.cancelled > 0
      ? "cancelled"
      : counts.partial + counts.failed > 0
        ? counts.complete + counts.partial === 0
          ? "failed"
          : "partial"
        : "complete";
  await finishRun(pool, runId, state, null);
  log.info({ runId: String(runId), state, ...counts }, "run finished");
}
