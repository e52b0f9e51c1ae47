import pino from "pino";
import { openContext } from "#collectors/worker/open-context.ts";
import { startWorker } from "#collectors/worker/start-worker.ts";
import { readConfig } from "#lib/config.ts";
import type { Pool } from "#lib/store/pool.ts";
import { listRunGaps } from "#lib/store/run-tasks.ts";
import { getRun, requestRun } from "#lib/store/runs.ts";

export interface BenchRun {
  /** Of this process, in seconds. */
  readonly cpu: number;
  /** Wall time in seconds. */
  readonly seconds: number;
  readonly runId: bigint;
}

/** A worker in this process, on a benchmark's database. */
export function startBenchWorker(pool: Pool, concurrency: number) {
  const config = { roleName: "PosternReadOnly", externalId: undefined, settings: readConfig({}).settings };
  const context = openContext(pool, config, pino({ level: "silent" }));
  return startWorker(context, { concurrency, schedule: undefined, regions: [] });
}

/** Asks for a run and waits for its end. */
export async function runOnce(pool: Pool): Promise<BenchRun> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { id } = await requestRun(pool, { trigger: "command", requestedBy: "bench" });
  for (;;) {
    const state = (await getRun(pool, id))?.state;
    if (state === "complete") break;
    if (state !== "queued" && state !== "running")
      throw new Error(`The run ended ${state}: ${(await listRunGaps(pool, id)).join("; ")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const used = process.cpuUsage(cpu);
  return {
    cpu: (used.user + used.system) / 1e6,
    seconds: (performance.now() - start) / 1_000,
    runId: id,
  };
}
