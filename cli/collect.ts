import pino from "pino";
import { openContext } from "#collectors/worker/open-context.ts";
import { startWorker } from "#collectors/worker/start-worker.ts";
import { readConfig } from "#lib/config.ts";
import { createPool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { cancelRun, type RunState } from "#lib/store/runs.ts";
import { migrate } from "#prisma/migrate.ts";
import { readArgs, runCommand, UsageError } from "./args.ts";
import { resolveDataDir } from "./data-dir.ts";
import { openDatabase } from "./embedded-postgres.ts";
import { createProgress } from "./progress.ts";
import { beginRun, describeRun, followRun } from "./run-progress.ts";

const FLAGS = {
  once: { type: "switch", help: "collect once in the foreground and end" },
  "data-dir": { type: "text", value: "DIR", help: "where the embedded database is" },
} as const;

/** What scripts hold on to: 0 complete, 3 partial, 1 failed or cancelled. */
const EXIT_CODES: Partial<Record<RunState, number>> = { complete: 0, partial: 3 };

await runCommand(async () => {
  const args = readArgs("collect", FLAGS, process.argv.slice(2));
  if (!args.isOn("once"))
    throw new UsageError("Say `npm run collect -- --once`. To collect on a schedule, run `npm start`.");
  const config = readConfig(process.env);
  const progress = createProgress();
  progress.update("Opening the database…");
  const database = await openDatabase({
    dataDir: resolveDataDir(args.text("data-dir"), process.env),
    env: process.env,
  });
  const pool = createPool(database.url, config.concurrency * 2 + 6);
  try {
    await migrate(database.url);
    await prepareQueue(pool);
    const log = pino({ level: process.env["POSTERN_LOG_LEVEL"] ?? "fatal" }, pino.destination(2));
    const regions = config.regions ?? [];
    const worker = startWorker(openContext(pool, config, log), {
      concurrency: config.concurrency,
      schedule: undefined,
      regions,
    });
    const runId = await beginRun(pool, "npm run collect", regions);
    const cancel = () => {
      progress.say("Cancelling…");
      void cancelRun(pool, runId);
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, cancel);
    const state = await followRun(pool, runId, progress);
    progress.say(await describeRun(pool, runId, state));
    await worker.stop();
    return EXIT_CODES[state] ?? 1;
  } finally {
    await pool.end();
    await database.close();
  }
});
