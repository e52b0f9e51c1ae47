import { createPool, type Pool } from "#lib/store/pool.ts";

/** The database cannot be asked just now: pages say so and try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  constructor(cause: unknown) {
    super("The database cannot be reached. The page will work again as soon as it answers.", { cause });
  }
}

const connectionsOfTheApp = 8;

declare global {
  /** Kept on the global object: Next loads this module once for pages and once for routes. */
  var posternPool: Pool | undefined;
}

function pool(): Pool {
  const url = process.env["DATABASE_URL"];
  if (url === undefined || url === "")
    throw new Error("The app needs DATABASE_URL. Start it with `npm start`, which provides a database.");
  globalThis.posternPool ??= createPool(url, connectionsOfTheApp);
  return globalThis.posternPool;
}

/** SQLSTATE classes and codes of Node that mean "not now" rather than "never". */
const transient = /^(08|57P0|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  if ("code" in error && typeof error.code === "string") return transient.test(error.code);
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}

/** Runs `work` on the app's pool. @throws DatabaseUnavailable where trying again later may help. */
export async function withDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  try {
    return await work(pool());
  } catch (error) {
    if (isTransient(error)) throw new DatabaseUnavailable(error);
    throw error;
  }
}

/** One statement, its rows still undecoded. */
export async function rows(sql: string, values: readonly unknown[]): Promise<unknown[]> {
  const result = await withDatabase((database) => database.query(sql, [...values]));
  return result.rows;
}
