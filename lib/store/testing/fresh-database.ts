import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A database of a suite's own, and its end. */
export type FreshDatabase = { url: string; drop(): Promise<void> };

/** Copies the migrated template: a database that no other suite sees, in some ten milliseconds. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return createDatabase(inject("templateDatabase"));
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase("template0");
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const server = inject("postgresUrl");
  const name = `postern_test_${randomBytes(6).toString("hex")}`;
  // FILE_COPY makes the server checkpoint twice; the log is shorter for a database without rows.
  await execute(server, `create database ${name} template ${template} strategy wal_log`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
