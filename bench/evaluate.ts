import { loadEverything } from "#collectors/worker/testing/known.ts";
import { controls } from "#lib/controls/registry.ts";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import type { EvaluationInput } from "#lib/evaluate/types.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { openBenchDatabase } from "./database.ts";
import { median, report } from "./measure.ts";
import { runOnce, startBenchWorker } from "./run.ts";
import { startBenchSimulator } from "./simulator.ts";

/**
 * The whole catalogue on one core, over accounts as they were collected; and one account with the resources of
 * many, to see whether time grows with the facts.
 */
const accounts = 20;
const regions = 3;
const rounds = 7;
const target = 50_000;

const simulator = await startBenchSimulator({ accounts, regions });
Object.assign(process.env, simulator.env);
const database = await openBenchDatabase();
const worker = startBenchWorker(database.pool, 8);
await runOnce(database.pool);
const inputs = await loadEverything(database.pool, new Date());
await worker.stop();
await database.stop();
simulator.stop();

const sizeOf = ({ facts, organization }: EvaluationInput) =>
  [...facts].length + [...organization.facts].length;

/** Seconds of CPU for one evaluation, the median of several; the first, which compiles, is left out. */
function secondsFor(judged: readonly EvaluationInput[]): number {
  const times = Array.from({ length: rounds + 1 }, () => {
    const since = process.cpuUsage();
    for (const input of judged) evaluateAccount(input, controls);
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1e6;
  });
  return median(times.slice(1));
}

/** One account with the facts of `count`, their ids kept apart. */
function merged(count: number): EvaluationInput {
  const [first] = inputs;
  if (first === undefined) throw new Error("nothing was collected");
  const facts: Fact[] = inputs.slice(0, count).flatMap(({ facts: each }) => [...each]);
  return { ...first, facts };
}

const whole = inputs.reduce((sum, input) => sum + sizeOf(input), 0);
const perSecond = whole / secondsFor(inputs);
const few = merged(2);
const many = merged(16);
const fewRate = sizeOf(few) / secondsFor([few]);
const manyRate = sizeOf(many) / secondsFor([many]);
const rate = (value: number) => `${Math.round(value).toLocaleString("en")} facts/s`;

report(
  `The catalogue's ${controls.length} controls on one core (${accounts} accounts × ${regions} Regions)`,
  [
    {
      what: `accounts as collected, ${Math.round(whole / inputs.length)} facts each`,
      ours: rate(perSecond),
      reference: `target ${rate(target)}`,
      ratio: target / perSecond,
      target: 1,
    },
    {
      what: `${sizeOf(many).toLocaleString("en")} facts in one account`,
      ours: rate(manyRate),
      reference: `${sizeOf(few).toLocaleString("en")} facts: ${rate(fewRate)}`,
      ratio: fewRate / manyRate,
      target: 1.25,
    },
  ],
);
