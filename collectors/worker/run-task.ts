import { RunCancelled } from "#collectors/runtime/failure.ts";
import { queueFinish } from "#lib/store/queue.ts";
import { beginTask, countTasks, endTask, setTaskStep, type TaskReport } from "#lib/store/run-tasks.ts";
import { getRun, type Run } from "#lib/store/runs.ts";
import type { WorkerContext } from "./context.ts";

/** How a job is run this time. */
export interface JobAttempt {
  /** No attempt comes after this one. */
  readonly lastAttempt: boolean;
  /** Aborted when the worker stops and waits no longer. */
  readonly stopping: AbortSignal;
}

export interface TaskJob {
  readonly run: Run;
  readonly target: string;
  readonly signal: AbortSignal;
  onStep(step: string): Promise<void>;
}

export type TaskResult = Omit<TaskReport, "state">;

export const nothingDone: TaskResult = {
  calls: 0,
  throttles: 0,
  readsComplete: 0,
  readsIncomplete: 0,
  factsChanged: 0,
  findingsOpened: 0,
  findingsResolved: 0,
  error: null,
};

/** The worker stops in the middle of a target; the queue gives it to another. */
export class WorkerStopping extends Error {
  override readonly name = "WorkerStopping";
  constructor(target: string) {
    super(`The worker stopped while it collected ${target}.`);
  }
}

/**
 * Runs one target of a run once: skipped when it is over, cancelled when the run is, and its end reported. An
 * error that is not AWS's (Postgres gone, a defect) is thrown for the queue to try again; on the last attempt
 * the target fails instead, so that the run can end.
 */
export async function runTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint; readonly target: string },
  work: (task: TaskJob) => Promise<TaskResult>,
): Promise<void> {
  const { pool, log } = context;
  const { runId, target } = job;
  // Joined before the run is looked at: a cancellation that comes in between is not missed.
  const { signal: cancelled, release } = context.cancellations.join(runId);
  try {
    const run = await getRun(pool, runId);
    if (run === undefined || run.state !== "running") return;
    if (!(await beginTask(pool, runId, target))) return await finishWhenDone(context, runId);
    if (run.cancelRequested || cancelled.aborted) throw new RunCancelled();
    const result = await work({
      run,
      target,
      signal: AbortSignal.any([cancelled, job.stopping]),
      onStep: (step) => setTaskStep(pool, runId, target, step),
    });
    const state = result.error !== null ? "failed" : result.readsIncomplete > 0 ? "partial" : "complete";
    await endTask(pool, runId, target, { ...result, state });
  } catch (error) {
    if (error instanceof RunCancelled && job.stopping.aborted && !cancelled.aborted)
      throw new WorkerStopping(target);
    if (error instanceof RunCancelled)
      await endTask(pool, runId, target, { ...nothingDone, state: "cancelled" });
    else if (job.lastAttempt) {
      log.error({ err: error, runId: String(runId), target }, "target failed for good");
      const message = error instanceof Error ? error.message : String(error);
      await endTask(pool, runId, target, { ...nothingDone, state: "failed", error: message });
    } else throw error;
  } finally {
    release();
  }
  await finishWhenDone(context, runId);
}

/** Queues the run's end once no target is left; whoever ends last sees that. */
export async function finishWhenDone({ pool }: WorkerContext, runId: bigint): Promise<void> {
  const counts = await countTasks(pool, runId);
  if (counts.queued + counts.running > 0) return;
  await queueFinish(pool, runId);
}
