import { controls } from "#lib/controls/registry.ts";
import { recordControlVersions } from "#lib/store/control-versions.ts";
import { recordFindingCounts } from "#lib/store/finding-counts.ts";
import { findOrganization } from "#lib/store/organization.ts";
import { countTasks, getTaskError, type TaskCounts } from "#lib/store/run-tasks.ts";
import { finishRun, getRun, organizationTarget, type RunState } from "#lib/store/runs.ts";
import { mergeScopeTallies } from "#lib/store/tallies.ts";
import type { WorkerContext } from "./context.ts";
import { judgeDetectionsOf } from "./judged-accounts.ts";
import { recordMetrics } from "./record-metrics.ts";

/** Ends a run whose targets are all over: sums tallies upwards, records the day's metrics, sets the state. */
export async function finishRunTask(context: WorkerContext, runId: bigint): Promise<void> {
  const { pool, log } = context;
  const run = await getRun(pool, runId);
  if (run === undefined || run.state !== "running") return;
  const counts = await countTasks(pool, runId);
  if (counts.queued + counts.running > 0) return;
  const organization = await findOrganization(pool);
  // The first run may end without having seen one.
  if (organization !== undefined) {
    await judgeDetectionsOf(context, run);
    const scope = { organizationId: organization.id, asOf: run.asOf };
    await recordControlVersions(pool, controls, run.asOf);
    await mergeScopeTallies(pool, scope);
    await recordMetrics(pool, scope);
    await recordFindingCounts(pool, scope);
  }
  const state = stateOf(counts);
  const error = state === "failed" ? await getTaskError(pool, runId, organizationTarget) : null;
  await finishRun(pool, runId, state, error);
  log.info({ runId: String(runId), state, ...counts }, "run finished");
}

function stateOf({ cancelled, complete, partial, failed }: TaskCounts): RunState {
  if (cancelled > 0) return "cancelled";
  if (partial + failed === 0) return "complete";
  return complete + partial === 0 ? "failed" : "partial";
}
