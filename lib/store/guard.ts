import type pg from "pg";
import type { Pool } from "./pool.ts";
import { declareAlive } from "./queue.ts";
import { cancelChannel } from "./runs.ts";

/** A connection held for the life of a worker process. */
export interface Guard {
  declareAlive(workerId: string): Promise<void>;
  /** Resolves when the connection is gone, whoever closed it. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/** Opens a guard that also calls `onCancel` with every run that is asked to end. */
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
  } catch (error) {
    release();
    throw error;
  }
  let last = Promise.resolve();
  return {
    declareAlive(workerId) {
      last = last.then(() => declareAlive(client, workerId));
      return last;
    },
    lost,
    close: async () => release(),
  };
}
