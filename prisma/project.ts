import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList, SchemaContainer } from "@prisma/schema-engine-wasm";

/** Where a schema and its migrations live. */
export type PrismaProject = { schemaDir: string; migrationsDir: string };

const here = path.dirname(fileURLToPath(import.meta.url));

export const POSTERN_PROJECT: PrismaProject = {
  schemaDir: path.join(here, "schema"),
  migrationsDir: path.join(here, "migrations"),
};

const LOCK_NAME = "migration_lock.toml";

/** Every file of the schema folder, with its content. */
export async function readSchema(project: PrismaProject): Promise<SchemaContainer[]> {
  const names = (await readdir(project.schemaDir, { recursive: true })).filter((name) =>
    name.endsWith(".prisma"),
  );
  if (names.length === 0) throw new Error(`There is no .prisma file in ${project.schemaDir}.`);
  return Promise.all(
    names.sort().map(async (name) => {
      const file = path.join(project.schemaDir, name);
      return { path: file, content: await readFile(file, "utf8") };
    }),
  );
}

/** The names of the migrations, in the order in which they are applied. */
export async function listMigrations(project: PrismaProject): Promise<string[]> {
  const entries = await readdir(project.migrationsDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The migrations in the form in which Prisma's schema engine takes them. */
export async function readMigrations(project: PrismaProject): Promise<MigrationList> {
  const names = await listMigrations(project);
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const value = await readFile(path.join(project.migrationsDir, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  return {
    baseDir: project.migrationsDir,
    lockfile: { path: LOCK_NAME, content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}
