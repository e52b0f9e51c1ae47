import pg from "pg";
import type { TestProject } from "vitest/node";
import { startTemporaryPostgres } from "#cli/temporary-postgres.ts";
import { migrate } from "#prisma/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
  }
}

/**
 * Starts one Postgres for the whole run, or uses POSTERN_TEST_DATABASE_URL, and migrates the database that
 * every suite copies.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["POSTERN_TEST_DATABASE_URL"];
  const server = given ? { url: given, stop: async () => undefined } : await startTemporaryPostgres();
  const template = `postern_template_${process.pid}`;
  try {
    await execute(server.url, `create database ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrate(url.href);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  project.provide("templateDatabase", template);
  return async () => {
    await execute(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
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
