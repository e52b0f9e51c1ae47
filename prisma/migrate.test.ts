import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyDatabase, type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { diff, diffFromMigrations, migrate } from "./migrate.ts";
import { listMigrations, POSTERN_PROJECT, type PrismaProject } from "./project.ts";

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model Event {
  id Int
  at DateTime @db.Timestamptz(3)
  note String?
  @@id([id, at])
  @@map("event")
}
`;

/** What Prisma cannot write in a schema, and must therefore not take for drift. */
const FIRST = `
create table event (
  id integer not null,
  at timestamptz(3) not null,
  note text,
  constraint event_pkey primary key (id, at),
  constraint event_note_short check (length(note) < 100)
) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
create table event_default partition of event default;
create index event_noted on event (id) where note is not null;
create index event_lower on event (lower(note));
create schema other;
create table other.jobs (id integer primary key);
do $$ begin perform 1; perform ';'; end $$;
`;

let database: FreshDatabase;
let project: PrismaProject;

beforeAll(async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "postern-migrate-"));
  project = { schemaDir: path.join(directory, "schema"), migrationsDir: path.join(directory, "migrations") };
  await mkdir(project.schemaDir, { recursive: true });
  await writeFile(path.join(project.schemaDir, "event.prisma"), SCHEMA);
  await writeMigration("0001_first", FIRST);
  database = await emptyDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(path.dirname(project.schemaDir), { recursive: true, force: true });
});

describe("Postern's own migrations", () => {
  it("lead a fresh database to the schema", async () => {
    const fresh = await freshDatabase();
    try {
      expect(await diff(fresh.url)).toBe("");
      expect((await migrate(fresh.url)).applied).toEqual([]);
    } finally {
      await fresh.drop();
    }
  });

  it("have numbered names without gaps", async () => {
    const names = await listMigrations(POSTERN_PROJECT);
    expect(names.map((name) => name.slice(0, 5))).toEqual(
      names.map((_, index) => `${String(index + 1).padStart(4, "0")}_`),
    );
  });
});

describe("migrate", () => {
  it("lets several starters race and applies each migration once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url, project)));
    expect(results.flatMap((result) => result.applied)).toEqual(["0001_first"]);
  });

  it("sees no drift in partitions, partial and expression indexes, checks and other schemas", async () => {
    expect(await diff(database.url, project)).toBe("");
    expect(await diffFromMigrations(database.url, project)).toBe("");
  });

  it("sees a column that the migrations forgot", async () => {
    await query("alter table event drop column note");
    expect(await diff(database.url, project)).toContain('ADD COLUMN     "note" TEXT');
    await query("alter table event add column note text");
    expect(await diff(database.url, project)).toBe("");
  });

  it("leaves nothing of a failed migration behind and applies it once it is mended", async () => {
    await writeMigration("0002_second", "create table second (id int primary key); select 1/0;");
    await expect(migrate(database.url, project)).rejects.toThrow(/0002_second/);
    expect(await query("select to_regclass('second') as found")).toEqual([{ found: null }]);
    await writeMigration("0002_second", "create table second (id int primary key);");
    expect((await migrate(database.url, project)).applied).toEqual(["0002_second"]);
  });

  it("refuses a database that a newer version has migrated", async () => {
    await rm(path.join(project.migrationsDir, "0002_second"), { recursive: true });
    await expect(migrate(database.url, project)).rejects.toThrow(/does not know \(0002_second\)/);
  });

  it("refuses migrations that were changed after they were applied", async () => {
    await writeMigration("0002_second", "create table second (id int primary key);");
    await writeMigration("0001_first", `${FIRST}\n-- changed`);
    await expect(migrate(database.url, project)).rejects.toThrow(/changed after .*: 0001_first/);
  });
});

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(project.migrationsDir, name), { recursive: true });
  await writeFile(path.join(project.migrationsDir, name, "migration.sql"), sql);
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
