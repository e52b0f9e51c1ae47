import { openBenchDatabase } from "./database.ts";
import { report } from "./measure.ts";
import { runOnce, startBenchWorker } from "./run.ts";
import { startBenchSimulator } from "./simulator.ts";

/** A run that finds nothing new, against the first one: CPU of the worker, and rows written. */
const accounts = 30;
const regions = 3;
const tables = [
  "fact",
  "finding",
  "tally",
  "measurement",
  "account",
  "organization",
  "organizational_unit",
  "metric_point",
];

const simulator = await startBenchSimulator({ accounts, regions });
Object.assign(process.env, simulator.env);
const database = await openBenchDatabase();
const { pool } = database;
const worker = startBenchWorker(pool, 8);

async function run() {
  const since = await transactionNow();
  const measured = await runOnce(pool);
  return { ...measured, rows: await rowsWritten(since) };
}

async function transactionNow(): Promise<string> {
  const result = await pool.query<{ now: string }>("select pg_current_xact_id()::text as now");
  return result.rows[0]?.now ?? "";
}

/** Row versions that transactions since then wrote: inserts, and updates, which write a new version. */
async function rowsWritten(since: string): Promise<number> {
  const counts = tables.map((table) => `(select count(*) from ${table} where xmin::text::bigint > $1)`);
  const sql = `select (${counts.join(" + ")})::int as rows`;
  return (await pool.query<{ rows: number }>(sql, [since])).rows[0]?.rows ?? 0;
}

const first = await run();
const second = await run();
await worker.stop();
await database.stop();
simulator.stop();

const of = (value: number, unit: string) => `${value.toFixed(1)} ${unit}`;
report(`A run that finds nothing new (${accounts} accounts × ${regions} Regions)`, [
  {
    what: "worker CPU",
    ours: of(second.cpu, "s"),
    reference: `first run ${of(first.cpu, "s")}`,
    ratio: second.cpu / first.cpu,
    target: 0.25,
  },
  {
    what: "rows written outside run and coverage",
    ours: String(second.rows),
    reference: `first run ${first.rows}`,
    ratio: second.rows / first.rows,
    target: 0,
  },
]);
console.log(`\nWall time: first ${of(first.seconds, "s")}, second ${of(second.seconds, "s")}.`);
