import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { diffFromMigrations } from "#prisma/migrate.ts";
import { listMigrations, POSTERN_PROJECT } from "#prisma/project.ts";
import { readArgs, runCommand, UsageError } from "./args.ts";
import { startTemporaryPostgres } from "./temporary-postgres.ts";

await runCommand(async () => {
  const [name = "", ...more] = readArgs("migration:new", {}, process.argv.slice(2), "name").positionals;
  if (!/^[a-z][a-z0-9_]*$/.test(name) || more.length > 0) {
    throw new UsageError(
      "Name the migration in small letters, digits and underscores: npm run migration:new -- add_owner",
    );
  }
  const server = await startTemporaryPostgres();
  try {
    const sql = await diffFromMigrations(server.url);
    if (sql === "") {
      process.stdout.write("The migrations already lead to the schema: nothing to write.\n");
      return 0;
    }
    const number = String((await listMigrations(POSTERN_PROJECT)).length + 1).padStart(4, "0");
    const directory = path.join(POSTERN_PROJECT.migrationsDir, `${number}_${name}`);
    await mkdir(directory);
    await writeFile(path.join(directory, "migration.sql"), sql);
    process.stdout.write(
      `Written: ${path.relative(process.cwd(), directory)}/migration.sql. Read it before you commit it.\n`,
    );
    return 0;
  } finally {
    await server.stop();
  }
});
