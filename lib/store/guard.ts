import type pg from "pg";
import type { Pool } from "./pool.ts";
import { declareAlive, declareGone } from "./queue.ts";
import { cancelChannel, listCancelledRuns } from "./runs.ts";

/** A connection held for the life of a worker process. */
export interface Guard {
  declareAlive(holder: string): Promise<void>;
  declareGone(holder: string): Promise<void>;
  /** Resolves when the connection is gone, whoever closed it. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a guard that also calls `onCancel` with every run that is asked to end, those included that were while
 * nobody listened.
 */
export async function openGuard(pool: Pool, onCancel: (runId: bigint) => void): Promise<Guard> {
  const client = await pool.connect();
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  let released = false;
  const release = () => {
    // Destroyed, not returned: locks and listeners must not outlive the guard on a pooled connection.
    if (!released) client.release(true);
    released = true;
    resolve();
  };
  client.on("error", release);
  client.on("end", release);
  client.on("notification", (message: pg.Notification) => {
    if (message.channel === cancelChannel && /^\d+$/.test(message.payload ?? ""))
      onCancel(BigInt(message.payload ?? ""));
  });
  try {
    await client.query(`listen ${cancelChannel}`);
    for (const runId of await listCancelledRuns(pool)) onCancel(runId);
  } catch (error) {
    release();
    throw error;
  }
  const held = new Set<string>();
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    last = last.catch(() => undefined).then(work);
    return last;
  };
  return {
    // Postgres counts how often a session took a lock; once is enough to give it back at once.
    declareAlive: (holder) =>
      inTurn(async () => {
        if (!held.has(holder)) await declareAlive(client, holder);
        held.add(holder);
      }),
    declareGone: (holder) =>
      inTurn(async () => {
        if (held.delete(holder)) await declareGone(client, holder);
      }),
    lost,
    close: async () => release(),
  };
}
