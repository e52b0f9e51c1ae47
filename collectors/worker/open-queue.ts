import { EventEmitter } from "node:events";
import { type RunnerOptions, run, type WorkerEvents } from "graphile-worker";
import type { Watch } from "./guard.ts";

/** The queue at work in this process. */
export interface OpenQueue {
  /** Takes no more jobs, and gives up those at hand after five seconds. */
  stop(): void;
  /** Settles when it has stopped, by itself or because it was asked to. */
  readonly ended: Promise<void>;
}

// Five seconds until jobs are asked to give up, and some for them to do so.
const endsWithinMs = 15_000;

/**
 * Begins to work the queue. What it holds is declared alive until it ends; what it then still holds is taken
 * over like a dead worker's.
 */
export async function openQueue(
  options: Omit<RunnerOptions, "events" | "preset">,
  watch: Watch,
): Promise<OpenQueue> {
  const events: WorkerEvents = new EventEmitter();
  // The queue locks jobs in the name of its pool, not of the pool's single workers.
  const holders: string[] = [];
  events.on("pool:create", ({ workerPool }) => {
    holders.push(workerPool.id);
    watch.declare(workerPool.id);
  });
  // Its shutdown never ends when Postgres could not be told the end of two jobs (graphile-worker 0.18.0).
  const { promise: hung, reject } = Promise.withResolvers<never>();
  events.on("pool:gracefulShutdown", () => {
    setTimeout(() => reject(new Error("The queue did not stop in time.")), endsWithinMs).unref();
  });
  const runner = await run({
    ...options,
    events,
    // Unbatched, a job's end that Postgres cannot take is an unhandled rejection: the end of the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  const stop = () => void runner.stop().catch(() => undefined);
  const ended = Promise.race([runner.promise, hung]).finally(() => {
    stop();
    for (const holder of holders) watch.forget(holder);
  });
  // Seen by whoever awaits it; before that Node would end the process for it.
  ended.catch(() => undefined);
  return { stop, ended };
}
