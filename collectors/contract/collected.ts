import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { openContext } from "#collectors/worker/open-context.ts";
import { startWorker } from "#collectors/worker/start-worker.ts";
import { readConfig } from "#lib/config.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { getRun, type Run, requestRun } from "#lib/store/runs.ts";
import { freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { Notes, notingAll } from "./answered.ts";
import { startMoto } from "./moto.ts";
import { buildWorld, type World } from "./world/world.ts";

export const regions = ["us-east-1", "eu-west-1"] as const;

/** A world in moto, collected once by the worker itself. */
export interface Collected {
  readonly pool: Pool;
  readonly world: World;
  readonly run: Run;
  /** What the worker asked moto. */
  readonly notes: Notes;
  close(): Promise<void>;
}

const runsWithinMs = 90_000;

const settings = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_REGION: "us-east-1",
};

/** Starts moto, builds the world there and runs the worker over it, all with the real SDK. */
export async function collectWorld(): Promise<Collected> {
  const moto = await startMoto();
  Object.assign(process.env, settings, { AWS_ENDPOINT_URL: moto.url });
  const database = await freshDatabase();
  const pool = createPool(database.url, 20);
  const close = async () => {
    await pool.end();
    await database.drop();
    await moto.stop();
  };
  try {
    const world = await buildWorld();
    const notes = new Notes();
    return { pool, world, run: await runOnce(pool, notes), notes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function runOnce(pool: Pool, notes: Notes): Promise<Run> {
  await prepareQueue(pool);
  const log = pino({ level: process.env["POSTERN_LOG_LEVEL"] ?? "silent" });
  const opened = openContext(
    pool,
    { roleName: "PosternReadOnly", externalId: undefined, settings: readConfig({}).settings },
    log,
  );
  const context = {
    ...opened,
    // What moto lacks it will not have a second later either.
    access: { ...opened.access, attempts: 1 },
    collectors: notingAll(opened.collectors, notes),
  };
  const worker = startWorker(context, { concurrency: 4, schedule: undefined, regions: [] });
  try {
    const asked = await requestRun(pool, { trigger: "manual", requestedBy: "contract", regions });
    for (const until = Date.now() + runsWithinMs; Date.now() < until; await wait(200)) {
      const run = await getRun(pool, asked.id);
      if (run === undefined) throw new Error("The run is gone.");
      if (run.state !== "queued" && run.state !== "running") return run;
    }
    const tasks = await pool.query("select target, state, step from run_task");
    throw new Error(`The run did not end within ${runsWithinMs / 1_000} s: ${JSON.stringify(tasks.rows)}`);
  } finally {
    await worker.stop();
  }
}
