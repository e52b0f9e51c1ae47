import { bareCalls } from "./bare-calls.ts";
import { openBenchDatabase } from "./database.ts";
import { report } from "./measure.ts";
import { runOnce, startBenchWorker } from "./run.ts";
import { startBenchSimulator } from "./simulator.ts";

/**
 * The first full collection of an organization, against what no collector can undercut: the slowest bucket's calls
 * by AWS's rate, or calls × latency ÷ concurrency, whichever is larger; and the calls that differ from each other.
 */
const accounts = 100;
const regions = 3;
const latencyMs = 40;
/** Accounts at once, and calls of each. */
const concurrency = 24;
const callsAtOnce = 16;
/** Calls a second of Security Hub's GetFindings; of an operation whose limit AWS does not publish, the simulator's. */
const rates: Readonly<Record<string, number>> = { "securityhub:GetFindings": 3 };
const unpublished = 20;

const simulator = await startBenchSimulator({ accounts, regions, latencyMs, throttle: true });
Object.assign(process.env, simulator.env);
const database = await openBenchDatabase();
const worker = startBenchWorker(database.pool, concurrency);
const run = await runOnce(database.pool);
const throttles = await database.pool.query<{ sum: number }>(
  "select sum(throttles)::int as sum from run_task where run_id = $1",
  [run.runId],
);
const calls = await simulator.calls();
await worker.stop();
await database.stop();
const total = calls.reduce((sum, { count }) => sum + count, 0);
/** The same number of calls by the SDK alone, spread over the same accounts and Regions. */
const bare = await bareCalls(calls, total, concurrency * callsAtOnce);
simulator.stop();

const distinct = calls.reduce((sum, call) => sum + call.distinct, 0);
/** The longest that any bucket takes for its calls: EC2 has one an operation, the others one a service. */
const buckets = new Map<string, number>();
for (const { service, operation, account, region, count } of calls) {
  const own = rates[`${service}:${operation}`];
  const bucket = own === undefined && service !== "ec2" ? service : `${service}:${operation}`;
  const key = `${bucket} ${account} ${region}`;
  buckets.set(key, (buckets.get(key) ?? 0) + count / (own ?? unpublished));
}
const [slowest = ["none", 0]] = [...buckets].sort(([, a], [, b]) => b - a);
const byLatency = (total * latencyMs) / 1_000 / (concurrency * callsAtOnce);
const bound = Math.max(slowest[1], byLatency);

report(
  `First collection (${accounts} accounts × ${regions} Regions, ${latencyMs} ms latency, AWS-like buckets)`,
  [
    {
      what: "wall time",
      ours: `${run.seconds.toFixed(1)} s`,
      reference: `bound ${bound.toFixed(1)} s`,
      ratio: run.seconds / bound,
      target: 1.3,
    },
    {
      what: "wall time, against as many calls by the SDK alone",
      ours: `${run.seconds.toFixed(1)} s`,
      reference: `${bare.seconds.toFixed(1)} s`,
      ratio: run.seconds / bare.seconds,
      target: 1.3,
    },
    {
      what: "worker CPU, against as many calls by the SDK alone",
      ours: `${run.cpu.toFixed(1)} s`,
      reference: `${bare.cpu.toFixed(1)} s`,
      ratio: run.cpu / bare.cpu,
      target: 2,
    },
    {
      what: "API calls",
      ours: String(total),
      reference: `different ones ${distinct}`,
      ratio: total / distinct,
      target: 1.05,
    },
  ],
);
const share = ((100 * run.cpu) / run.seconds).toFixed(0);
console.log(
  `\nSlowest bucket: ${slowest[0]}, ${slowest[1].toFixed(1)} s; by latency: ${byLatency.toFixed(1)} s. Worker CPU ${run.cpu.toFixed(1)} s, ${share} % of one core, ${((1_000 * run.cpu) / total).toFixed(2)} ms a call. Throttled: ${throttles.rows[0]?.sum ?? 0}.`,
);
