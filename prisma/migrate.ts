import type { DiffTarget } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { POSTERN_PROJECT, type PrismaProject, readMigrations, readSchema } from "./project.ts";
import { type SchemaEngine, withSchemaEngine } from "./schema-engine.ts";

/** Any constant will do, as long as nothing else in the database locks it. */
const LOCK_KEY = 7_305_820_114;

/** Tables that exist only while a bulk write runs, or that other software owns, are no part of the schema. */
const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Brings the database to the newest migration. Several starters may call it at once: one migrates, the
 * others wait for it. A migration is one transaction, so one that was cut off is simply tried again.
 */
export async function migrate(url: string, project = POSTERN_PROJECT): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrations(project);
  return withMigrationLock(url, () =>
    withSchemaEngine(url, async (engine) => {
      await reconcileHistory(engine, migrationsList);
      const result = await engine.applyMigrations({ migrationsList, filters: FILTERS });
      return { applied: result.appliedMigrationNames };
    }),
  );
}

/** The SQL that would bring the database to the schema; empty when it is there already. */
export async function diff(url: string, project = POSTERN_PROJECT): Promise<string> {
  const files = await readSchema(project);
  return diffToSchema(url, { tag: "schemaDatasource", files, configDir: project.schemaDir }, project);
}

/** The SQL that the migrations lack to reach the schema. Builds them in a throw-away database on the server of `url`. */
export async function diffFromMigrations(url: string, project = POSTERN_PROJECT): Promise<string> {
  return diffToSchema(url, { tag: "migrations", ...(await readMigrations(project)) }, project);
}

async function diffToSchema(url: string, from: DiffTarget, project: PrismaProject): Promise<string> {
  const files = await readSchema(project);
  const to: DiffTarget = { tag: "schemaDatamodel", files };
  const result = await withSchemaEngine(url, (engine) =>
    engine.diff({ from, to, script: true, exitCode: true, filters: FILTERS }),
  );
  return result.exitCode === 0 ? "" : (result.stdout ?? "");
}

async function reconcileHistory(
  engine: SchemaEngine,
  migrationsList: Awaited<ReturnType<typeof readMigrations>>,
): Promise<void> {
  const found = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: FILTERS,
  });
  const history = found.history;
  const unknown =
    history !== null && history.diagnostic !== "databaseIsBehind" ? history.unpersistedMigrationNames : [];
  if (unknown.length > 0) {
    throw new Error(
      `The database has migrations that this version of Postern does not know (${unknown.join(", ")}). Start a version that has them; an older one would damage what they store.`,
    );
  }
  const edited = found.editedMigrationNames.filter((name) => !found.failedMigrationNames.includes(name));
  if (edited.length > 0) {
    throw new Error(
      `These migrations were changed after they had been applied to the database: ${edited.join(", ")}. Restore them and write a new migration, or start with an empty database (demo: --fresh).`,
    );
  }
  for (const migrationName of found.failedMigrationNames)
    await engine.markMigrationRolledBack({ migrationName });
}

async function withMigrationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // The engine's own lock gives up after ten seconds, which a long migration of another starter outlasts.
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    return await work();
  } finally {
    await client.end();
  }
}
