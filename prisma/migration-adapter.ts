import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;

/** What the schema engine connects with, and the end of all connections that it leaves open. */
export type MigrationAdapter = { factory: SqlMigrationAwareDriverAdapterFactory; close(): Promise<void> };

/**
 * Prisma's Postgres adapter with what its schema engine needs beyond it: one session for everything, so that
 * the engine's advisory lock holds, and is released with the connection; scripts run whole, because the
 * adapter's own splitting at semicolons breaks function bodies and strings and leaves a failed script half
 * applied; and the catalogue's one-letter "char" type, which the adapter does not know.
 */
export function createMigrationAdapter(url: string): MigrationAdapter {
  const cleanups: (() => Promise<void>)[] = [];
  const connect = async (to: string): Promise<SqlDriverAdapter> => {
    const pool = new pg.Pool({ connectionString: to, max: 1 });
    cleanups.push(() => pool.end());
    return adaptPool(pool);
  };
  return {
    factory: {
      provider: "postgres",
      adapterName: "postern-migrations",
      connect: () => connect(url),
      connectToShadowDb: async () => {
        const shadow = await createShadow(url);
        cleanups.push(shadow.drop);
        return connect(shadow.url);
      },
    },
    close: async () => {
      while (cleanups.length > 0) await cleanups.pop()?.();
    },
  };
}

async function adaptPool(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const inner = await new PrismaPg(markingChar(pool)).connect();
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    queryRaw: async (query: SqlQuery) => withCharColumns(await inner.queryRaw(query)),
    executeRaw: (query: SqlQuery) => inner.executeRaw(query),
    // Without arguments the whole script is one simple query: one transaction, all or nothing.
    executeScript: async (script: string) => {
      await inner.executeRaw({ sql: script, args: [], argTypes: [] });
    },
    startTransaction: (level) => inner.startTransaction(level),
    getConnectionInfo: () => inner.getConnectionInfo(),
    dispose: () => inner.dispose(),
  };
}

/** A throw-away database in which the engine builds the migrations, to compare their result with the schema. */
async function createShadow(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `postern_shadow_${crypto.randomUUID().replaceAll("-", "")}`;
  await runOnce(url, `create database ${name} template template0`);
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  return { url: shadow.href, drop: () => runOnce(url, `drop database if exists ${name} with (force)`) };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

// The adapter has a name for arrays of "char" but not for "char" itself: the one carries the other through it.
function markingChar(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key === "query") {
        return async (query: pg.QueryArrayConfig) => {
          const result = await target.query(query);
          for (const field of result.fields ?? []) {
            if (field.dataTypeID === CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID;
          }
          return result;
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function withCharColumns(result: SqlResultSet): SqlResultSet {
  const columnTypes = result.columnTypes.map((type, column) => {
    const isArray = result.rows.some((row) => Array.isArray(row[column]));
    return type === ColumnTypeEnum.CharacterArray && !isArray ? ColumnTypeEnum.Character : type;
  });
  return { ...result, columnTypes };
}
