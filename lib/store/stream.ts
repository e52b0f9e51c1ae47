import QueryStream from "pg-query-stream";
import type { Pool } from "./pool.ts";

/** Rows of a query through a server-side cursor, so that the size of the answer does not matter. */
export async function* streamRows(
  pool: Pool,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<Record<string, unknown>> {
  const client = await pool.connect();
  try {
    yield* client.query(new QueryStream(sql, [...values], { batchSize: 1_000 }));
  } finally {
    client.release();
  }
}
