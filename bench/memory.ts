import { spawnSync } from "node:child_process";
import { openBenchDatabase } from "./database.ts";
import { report } from "./measure.ts";
import { runOnce, startBenchWorker } from "./run.ts";
import { startBenchSimulator } from "./simulator.ts";

/** The memory of a worker at 1,000 accounts against 10: each in a process of its own, in one Region. */
const sizes = [10, 1_000] as const;

/** Collects an organization and prints the most memory that this process had, in MB. */
async function measure(accounts: number): Promise<void> {
  const simulator = await startBenchSimulator({ accounts, regions: 1, findingsPerAccount: 100 });
  Object.assign(process.env, simulator.env);
  const database = await openBenchDatabase();
  const worker = startBenchWorker(database.pool, 8);
  await runOnce(database.pool);
  await worker.stop();
  await database.stop();
  simulator.stop();
  console.log(`most ${process.resourceUsage().maxRSS / 1024}`);
}

const [, , accounts] = process.argv;
if (accounts !== undefined && /^\d+$/.test(accounts)) await measure(Number(accounts));
else {
  const [small = Number.NaN, large = Number.NaN] = sizes.map((size) => {
    const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, String(size)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [, most] = /^most (.+)$/m.exec(stdout) ?? [];
    if (status !== 0 || most === undefined)
      throw new Error(`The worker for ${size} accounts ended ${status}.`);
    return Number(most);
  });
  report(`Memory of a worker (${sizes[1]} accounts against ${sizes[0]})`, [
    {
      what: "most resident memory",
      ours: `${large.toFixed(0)} MB`,
      reference: `${small.toFixed(0)} MB`,
      ratio: large / small,
      target: 1.5,
    },
  ]);
}
