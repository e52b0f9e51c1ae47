import pg from "pg";

/** What other rooms know of the database: something to hand to this room's functions. */
export type Pool = pg.Pool;

// A machine that loses power closes nothing: by default Postgres would hold its connections, and with them the
// jobs of its workers, for two hours.
const settings = [
  "timezone=UTC",
  "tcp_keepalives_idle=30",
  "tcp_keepalives_interval=10",
  "tcp_keepalives_count=3",
];

/**
 * The one pool of a process. `size` bounds how many merges and queries run at once.
 *
 * A lost connection surfaces at the query that used it; the listener only keeps an idle connection's loss
 * from ending the process.
 */
export function createPool(url: string, size = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: "postern",
    options: settings.map((setting) => `-c ${setting}`).join(" "),
  });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
  });
  return pool;
}

/** Runs `work` in one transaction on one connection; any error rolls all of it back. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await transactionOn(
      client,
      () => work(client),
      (error) => {
        broken = error;
      },
    );
  } finally {
    client.release(broken);
  }
}

/** The same on a connection that the caller has, who is told when it can be used no more. */
export async function transactionOn<T>(
  client: pg.PoolClient,
  work: () => Promise<T>,
  onBroken: (error: Error) => void,
): Promise<T> {
  try {
    await client.query("begin");
    await client.query("set local work_mem = '64MB'");
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(onBroken);
    throw error;
  }
}

/**
 * Waits until no other transaction merges into the same account. One job an account is the rule; this holds when
 * a worker that was taken for dead still finishes what it had begun.
 */
export async function lockAccount(client: pg.PoolClient, accountId: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('postern.account.' || $1, 0))", [
    accountId,
  ]);
}
