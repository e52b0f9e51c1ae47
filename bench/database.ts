import { startTemporaryPostgres } from "#cli/temporary-postgres.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { migrate } from "#prisma/migrate.ts";

export interface BenchDatabase {
  readonly url: string;
  readonly pool: Pool;
  stop(): Promise<void>;
}

/** A Postgres of the benchmark's own, migrated; gone afterwards. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startTemporaryPostgres();
  await migrate(server.url);
  const pool = createPool(server.url, 20);
  await prepareQueue(pool);
  return {
    url: server.url,
    pool,
    async stop() {
      await pool.end();
      await server.stop();
    },
  };
}
