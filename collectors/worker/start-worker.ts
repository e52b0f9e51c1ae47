import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Logger as QueueLogger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { failAbandonedTasks, recoverDeadWorkers } from "#lib/store/queue.ts";
import { RunActive, requestRun } from "#lib/store/runs.ts";
import { collectAccountTask } from "./collect-account-task.ts";
import { collectSecurityHubTask } from "./collect-security-hub-task.ts";
import type { WorkerContext } from "./context.ts";
import { finishRunTask } from "./finish-run.ts";
import { keepWatch } from "./guard.ts";
import { payloads } from "./payloads.ts";
import { finishWhenDone } from "./run-task.ts";
import { startRun } from "./start-run.ts";

export interface WorkerOptions {
  /** How many accounts this process collects at once. */
  readonly concurrency: number;
  /** When to collect by itself (cron, UTC); undefined: only when asked. */
  readonly schedule: string | undefined;
  /** Regions that scheduled runs keep to; empty means every enabled one. */
  readonly regions: readonly string[];
}

export interface WorkerHandle {
  /** Ends after the jobs at hand; those are given up after a few seconds and run again elsewhere. */
  stop(): Promise<void>;
  /** Rejects when the worker cannot go on. */
  readonly done: Promise<void>;
}

const restartAfterMs = 2_000;

/** Works the queue until stopped. Any number of processes may do so on one database. */
export function startWorker(context: WorkerContext, options: WorkerOptions): WorkerHandle {
  const { pool, log } = context;
  const watch = keepWatch(pool, log, (runId) => context.cancellations.cancel(runId));
  const stopping = new AbortController();
  let runner: Runner | undefined;

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const events: WorkerEvents = new EventEmitter();
      events.on("worker:create", ({ worker }) => watch.declare(worker.workerId));
      try {
        runner = await run({
          pgPool: pool,
          events,
          taskList: tasksOf(context, options),
          crontab: crontabOf(options),
          concurrency: options.concurrency,
          pollInterval: 1_000,
          noHandleSignals: true,
          logger: queueLogger(context),
        });
        await pool.query(
          "select graphile_worker.add_job('recover', run_at := now() + interval '6 seconds', job_key := 'recover-soon')",
        );
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ err: error }, "the queue stopped; starting it again");
        await wait(restartAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  const done = work();
  return {
    done,
    async stop() {
      stopping.abort();
      await runner?.stop();
      await done;
      await watch.stop();
    },
  };
}

function tasksOf(context: WorkerContext, options: WorkerOptions): TaskList {
  const { pool, log } = context;
  return {
    "start-run": (payload, { job }) =>
      startRun(context, payloads.run.parse(payload).runId, job.attempts >= job.max_attempts),
    "collect-account": (payload, { job }) =>
      collectAccountTask(context, {
        ...payloads.account.parse(payload),
        lastAttempt: job.attempts >= job.max_attempts,
      }),
    "collect-security-hub": (payload, { job }) =>
      collectSecurityHubTask(context, {
        ...payloads.run.parse(payload),
        lastAttempt: job.attempts >= job.max_attempts,
      }),
    "finish-run": (payload) => finishRunTask(context, payloads.run.parse(payload).runId),
    recover: async () => {
      const dead = await recoverDeadWorkers(pool);
      if (dead.length > 0) log.warn({ dead }, "took over the jobs of workers that are gone");
      for (const runId of await failAbandonedTasks(pool)) await finishWhenDone(context, runId);
    },
    "scheduled-run": async () => {
      try {
        await requestRun(pool, {
          trigger: "schedule",
          requestedBy: "schedule",
          regions: options.regions,
        });
      } catch (error) {
        if (!(error instanceof RunActive)) throw error;
        log.warn(error.message);
      }
    },
  };
}

function crontabOf({ schedule }: WorkerOptions): string {
  const recover = "* * * * * recover";
  return schedule === undefined ? recover : `${recover}\n${schedule} scheduled-run`;
}

function queueLogger({ log }: WorkerContext): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === "error") log.error(message);
    else if (level === "warning") log.warn(message);
    else log.debug(message);
  });
}
