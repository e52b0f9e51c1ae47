import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { type Guard, openGuard } from "#lib/store/guard.ts";
import type { Pool } from "#lib/store/pool.ts";

export interface Watch {
  /** Declares one more queue worker of this process alive. */
  declare(workerId: string): void;
  stop(): Promise<void>;
}

const retryAfterMs = 1_000;

/**
 * Keeps this process's liveness locks and hears cancellations, on one connection of its own. When the database
 * restarts it comes back and declares every worker again.
 */
export function keepWatch(pool: Pool, log: Logger, onCancel: (runId: bigint) => void): Watch {
  const workers = new Set<string>();
  const stopping = new AbortController();
  let guard: Guard | undefined;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        guard = await openGuard(pool, onCancel);
        for (const workerId of workers) await guard.declareAlive(workerId);
        await guard.lost;
      } catch (error) {
        log.warn({ err: error }, "the watch connection failed");
      }
      guard = undefined;
      if (stopping.signal.aborted) return;
      log.warn("the database connection was lost; reconnecting");
      await wait(retryAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    declare(workerId) {
      workers.add(workerId);
      guard?.declareAlive(workerId).catch((error: unknown) => {
        log.warn({ err: error, workerId }, "could not declare the worker alive; the watch will try again");
      });
    },
    async stop() {
      stopping.abort();
      await guard?.close();
      await watching;
    },
  };
}
