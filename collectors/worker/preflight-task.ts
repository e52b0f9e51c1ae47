import { reportOf } from "#collectors/preflight/report.ts";
import { runPreflight } from "#collectors/preflight/run-preflight.ts";
import { RunCancelled } from "#collectors/runtime/failure.ts";
import {
  beginPreflight,
  completePreflight,
  failPreflight,
  setPreflightProgress,
} from "#lib/store/preflights.ts";
import { scheduleRecovery } from "#lib/store/queue.ts";
import type { WorkerContext } from "./context.ts";
import { type JobAttempt, WorkerStopping } from "./run-task.ts";

export interface PreflightJob extends JobAttempt {
  readonly preflightId: bigint;
  readonly regions: readonly string[];
  readonly concurrency: number;
  readonly threatQueueUrl: string | undefined;
}

/** Checks what the worker may read and stores the report. One that a stopping worker leaves begins again elsewhere. */
export async function preflightTask(context: WorkerContext, job: PreflightJob): Promise<void> {
  const { pool, log } = context;
  const { preflightId: id, stopping, lastAttempt } = job;
  if (!(await beginPreflight(pool, id))) return;
  await scheduleRecovery(pool);
  const options = {
    ...context,
    ...job,
    signal: stopping,
    onProgress: (progress: Parameters<typeof setPreflightProgress>[2]) =>
      setPreflightProgress(pool, id, progress),
  };
  try {
    await completePreflight(pool, id, await reportOf(runPreflight(options), context));
  } catch (error) {
    if (error instanceof RunCancelled) throw new WorkerStopping("preflight");
    if (!lastAttempt) throw error;
    log.error({ err: error, preflightId: String(id) }, "preflight failed for good");
    await failPreflight(pool, id, error instanceof Error ? error.message : String(error));
  }
}
