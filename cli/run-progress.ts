import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "#lib/store/pool.ts";
import { countTasks, listRunGaps } from "#lib/store/run-tasks.ts";
import { getRun, RunActive, type RunState, requestRun } from "#lib/store/runs.ts";
import type { Progress } from "./progress.ts";

const POLL_MS = 500;

/** Asks for a collection run, as of now unless told, or finds the one that is under way; returns its id. */
export async function beginRun(
  pool: Pool,
  requestedBy: string,
  regions: readonly string[] = [],
  asOf?: Date,
): Promise<bigint> {
  for (;;) {
    try {
      return (await requestRun(pool, { trigger: "command", requestedBy, regions, ...(asOf && { asOf }) })).id;
    } catch (error) {
      if (!(error instanceof RunActive)) throw error;
      if (error.purpose === "collect") return error.runId;
    }
    // What is judged again is not a collection: it is over in a moment.
    await sleep(POLL_MS);
  }
}

/** Shows how far a run is until it is over; returns how it ended. */
export async function followRun(pool: Pool, runId: bigint, progress: Progress): Promise<RunState> {
  for (;;) {
    const run = await getRun(pool, runId);
    if (run === undefined) throw new Error(`Run ${runId} is no longer in the database.`);
    const tasks = await countTasks(pool, runId);
    const total = Object.values(tasks).reduce((sum, count) => sum + count, 0);
    const done = total - tasks.queued - tasks.running;
    if (run.state !== "queued" && run.state !== "running") return run.state;
    if (total > 0)
      progress.update(`Collecting: ${done} of ${total} accounts and organization-wide reads done`);
    else progress.update("Collecting: waiting for the worker…");
    await sleep(POLL_MS);
  }
}

/** How a run ended, in a sentence; what was not seen is named, most frequent first. */
export async function describeRun(pool: Pool, runId: bigint, state: RunState): Promise<string> {
  const run = await getRun(pool, runId);
  if (state === "complete") return "Collection complete.";
  if (run?.error) return `Collection ${state}: ${run.error}`;
  const gaps = await listRunGaps(pool, runId);
  return [`Collection ${state}.`, ...gaps.map((gap) => `  ${gap}`)].join("\n");
}
