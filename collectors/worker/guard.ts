import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { type Guard, openGuard } from "#lib/store/guard.ts";
import type { Pool } from "#lib/store/pool.ts";

export interface Watch {
  /** Declares a holder of jobs in this process alive: what the queue writes into `locked_by`. */
  declare(holder: string): void;
  /** Takes that back, so that jobs it left locked are taken over. */
  forget(holder: string): void;
  stop(): Promise<void>;
}

const retryAfterMs = 1_000;

/**
 * Keeps this process's liveness locks and hears cancellations, on one connection of its own. When the database
 * restarts it comes back and declares every worker again.
 */
export function keepWatch(pool: Pool, log: Logger, onCancel: (runId: bigint) => void): Watch {
  const holders = new Set<string>();
  const stopping = new AbortController();
  let guard: Guard | undefined;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        guard = await openGuard(pool, onCancel);
        for (const holder of holders) await guard.declareAlive(holder);
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
    declare(holder) {
      holders.add(holder);
      guard?.declareAlive(holder).catch((error: unknown) => {
        log.warn({ err: error, holder }, "could not declare the worker alive; the watch will try again");
      });
    },
    forget(holder) {
      holders.delete(holder);
      // A lock that cannot be given back goes with its connection.
      guard?.declareGone(holder).catch(() => undefined);
    },
    async stop() {
      stopping.abort();
      await guard?.close();
      await watching;
    },
  };
}
