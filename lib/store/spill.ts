import pLimit, { type LimitFunction } from "p-limit";
import type pg from "pg";

const limits = new WeakMap<pg.Pool, LimitFunction>();

/** A connection kept for longer than one transaction, for rows that are too many to hold in memory. */
export interface Spill {
  readonly client: pg.PoolClient;
  /** Gives the connection back; one that is `broken` is closed. */
  release(broken?: Error): void;
}

/**
 * Takes a connection for a spill. At most a quarter of the pool is lent at once: whoever spills needs others for
 * its transactions, and all of them waiting for one more would wait for ever.
 */
export async function takeSpill(pool: pg.Pool): Promise<Spill> {
  const limit = limits.get(pool) ?? pLimit(Math.max(1, Math.floor((pool.options.max ?? 10) / 4)));
  limits.set(pool, limit);
  const free = await new Promise<() => void>((lent) => {
    void limit(() => new Promise<void>((done) => lent(done)));
  });
  try {
    const client = await pool.connect();
    return {
      client,
      release(broken) {
        client.release(broken);
        free();
      },
    };
  } catch (error) {
    free();
    throw error;
  }
}
