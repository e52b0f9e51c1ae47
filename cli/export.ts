import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { localViewer } from "#lib/auth/viewer.ts";
import { datasets, exportRows, isDatasetName } from "#lib/exports/datasets.ts";
import { type Format, formatRows, formats } from "#lib/exports/formats.ts";
import { createPool } from "#lib/store/pool.ts";
import { migrate } from "#prisma/migrate.ts";
import { readArgs, runCommand, UsageError } from "./args.ts";
import { resolveDataDir } from "./data-dir.ts";
import { openDatabase } from "./embedded-postgres.ts";

const FLAGS = {
  format: { type: "text", value: "FORMAT", help: "json or csv (json)" },
  "as-of": { type: "text", value: "INSTANT", help: "an ISO 8601 instant or day; now when left out" },
  "data-dir": { type: "text", value: "DIR", help: "where the embedded database is" },
} as const;

const names = Object.keys(datasets).join("|");

await runCommand(async () => {
  const args = readArgs("export", FLAGS, process.argv.slice(2), names);
  const [name = ""] = args.positionals;
  if (!isDatasetName(name) || args.positionals.length !== 1)
    throw new UsageError(`Say what to export: npm run export -- ${names} [--format json|csv].`);
  const format = readFormat(args.text("format"));
  const asOf = readInstant(args.text("as-of"));
  const database = await openDatabase({
    dataDir: resolveDataDir(args.text("data-dir"), process.env),
    env: process.env,
  });
  const pool = createPool(database.url, 1);
  try {
    await migrate(database.url);
    const rows = exportRows(localViewer, pool, name, asOf);
    await pipeline(formatRows(rows, datasets[name].columns, format), process.stdout, { end: false }).catch(
      unlessReaderLeft,
    );
    return 0;
  } finally {
    await pool.end();
    await database.close();
  }
});

/** A reader such as `head` that has seen enough is no failure. */
function unlessReaderLeft(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
}

function readFormat(text: string | undefined): Format {
  if (text === undefined) return "json";
  const format = formats.find((each) => each === text);
  if (format === undefined) throw new UsageError(`--format must be ${formats.join(" or ")}, not "${text}".`);
  return format;
}

function readInstant(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const parsed = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).safeParse(text);
  if (!parsed.success)
    throw new UsageError(
      `--as-of must be an ISO 8601 instant such as 2026-11-21T09:00:00Z, or a day, not "${text}".`,
    );
  return new Date(parsed.data);
}
