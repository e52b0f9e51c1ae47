import { setTimeout as wait } from "node:timers/promises";
import { type JobHelpers, Logger as QueueLogger, type TaskList } from "graphile-worker";
import { requestJudgement } from "#lib/store/judgements.ts";
import { scheduleRecovery } from "#lib/store/queue.ts";
import { RunActive, requestRun } from "#lib/store/runs.ts";
import { collectAccountTask } from "./collect-account-task.ts";
import { collectSourceTask } from "./collect-source-task.ts";
import type { WorkerContext } from "./context.ts";
import { drainThreats } from "./drain-threats.ts";
import { finishRunTask } from "./finish-run.ts";
import { keepWatch } from "./guard.ts";
import { judgeAccountTask } from "./judge-account-task.ts";
import { type OpenQueue, openQueue } from "./open-queue.ts";
import { payloads, readPayload } from "./payloads.ts";
import { preflightTask } from "./preflight-task.ts";
import { recover } from "./recover.ts";
import type { JobAttempt } from "./run-task.ts";
import { startRun } from "./start-run.ts";

export interface WorkerOptions {
  /** How many accounts this process collects at once. */
  readonly concurrency: number;
  /**
   * When to collect by itself (cron, UTC). Undefined: only when asked; then it does not look for exceptions that
   * begin or end by themselves either.
   */
  readonly schedule: string | undefined;
  /** The SQS queue whose events are stored every minute; undefined: none. */
  readonly threatQueueUrl?: string | undefined;
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
const afterJudgementMs = 3_000;

/** Works the queue until stopped. Any number of processes may do so on one database. */
export function startWorker(context: WorkerContext, options: WorkerOptions): WorkerHandle {
  const { pool, log } = context;
  const watch = keepWatch(pool, log, (runId) => context.cancellations.cancel(runId));
  const stopping = new AbortController();
  let queue: OpenQueue | undefined;

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        queue = await openQueue(
          {
            pgPool: pool,
            taskList: tasksOf(context, options),
            crontab: crontabOf(options),
            concurrency: options.concurrency,
            pollInterval: 1_000,
            noHandleSignals: true,
            logger: queueLogger(context),
          },
          watch,
        );
        if (stopping.signal.aborted) queue.stop();
        else await scheduleRecovery(pool);
        await queue.ended;
      } catch (error) {
        // Whatever is left of it would work beside the next one.
        queue?.stop();
        await queue?.ended.catch(() => undefined);
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
      queue?.stop();
      await done;
      await watch.stop();
    },
  };
}

function tasksOf(context: WorkerContext, options: WorkerOptions): TaskList {
  const { pool, log } = context;
  return {
    "start-run": (payload, helpers) =>
      startRun(context, { ...readPayload("start-run", payloads.run, payload), ...attemptOf(helpers) }),
    "collect-account": (payload, helpers) =>
      collectAccountTask(context, {
        ...readPayload("collect-account", payloads.account, payload),
        ...attemptOf(helpers),
      }),
    "collect-source": (payload, helpers) =>
      collectSourceTask(context, {
        ...readPayload("collect-source", payloads.source, payload),
        ...attemptOf(helpers),
      }),
    "judge-account": (payload, helpers) =>
      judgeAccountTask(context, {
        ...readPayload("judge-account", payloads.account, payload),
        ...attemptOf(helpers),
      }),
    "judge-records": async () => {
      await requestJudgement(pool);
    },
    "finish-run": (payload) => finishRunTask(context, readPayload("finish-run", payloads.run, payload).runId),
    recover: () => recover(context),
    "drain-threats": (_payload, { abortSignal }) =>
      drainThreats(context, options.threatQueueUrl, abortSignal),
    preflight: (payload, helpers) =>
      preflightTask(context, {
        ...readPayload("preflight", payloads.preflight, payload),
        ...attemptOf(helpers),
        regions: options.regions,
        concurrency: options.concurrency,
        threatQueueUrl: options.threatQueueUrl,
      }),
    "scheduled-run": async (_payload, { addJob }) => {
      try {
        await requestRun(pool, {
          trigger: "schedule",
          requestedBy: "schedule",
          regions: options.regions,
        });
      } catch (error) {
        if (!(error instanceof RunActive)) throw error;
        // What is judged again is over in a moment: the hour's collection must not be lost to it.
        if (error.purpose === "judge")
          await addJob("scheduled-run", {}, { jobKey: "scheduled-run", runAt: inAMoment() });
        else log.warn(error.message);
      }
    },
  };
}

const inAMoment = () => new Date(Date.now() + afterJudgementMs);

function attemptOf({ job, abortSignal }: JobHelpers): JobAttempt {
  return { lastAttempt: job.attempts >= job.max_attempts, stopping: abortSignal };
}

function crontabOf({ schedule, threatQueueUrl }: WorkerOptions): string {
  const lines = ["* * * * * recover"];
  if (schedule !== undefined) lines.push(`${schedule} scheduled-run`, "* * * * * judge-records");
  if (threatQueueUrl !== undefined) lines.push("* * * * * drain-threats");
  return lines.join("\n");
}

function queueLogger({ log }: WorkerContext): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === "error") log.error(message);
    else if (level === "warning") log.warn(message);
    else log.debug(message);
  });
}
