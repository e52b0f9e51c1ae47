import pino from "pino";
import { readConfig } from "#lib/config.ts";
import { createPool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { openContext } from "./worker/open-context.ts";
import { startWorker } from "./worker/start-worker.ts";

const config = readConfig(process.env);
const log = pino({ name: "worker", level: process.env["POSTERN_LOG_LEVEL"] ?? "info" });
if (config.databaseUrl === undefined)
  throw new Error("The worker needs DATABASE_URL. Start it with `npm start`, which provides a database.");

// A merge holds a connection; accounts, the queue and the watch need theirs besides.
const pool = createPool(config.databaseUrl, config.concurrency * 2 + 6);
await prepareQueue(pool);
const worker = startWorker(openContext(pool, config, log), {
  concurrency: config.concurrency,
  schedule: config.schedule,
  regions: config.regions ?? [],
  threatQueueUrl: config.threatQueueUrl,
});
log.info({ concurrency: config.concurrency, schedule: config.schedule }, "worker ready");

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) process.exit(130);
  stopping = true;
  log.info({ signal }, "stopping after the jobs at hand");
  await worker.stop();
  await pool.end();
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(signal));
await worker.done;
