import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences } from "./testing/contents.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf } from "./testing/fixture.ts";
import { WorkerProcesses } from "./testing/processes.ts";

const date = "2026-10-10";

let simulator: Simulator;
let fixture: Fixture;
let workers: WorkerProcesses;
let undisturbed: string[];

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 7, regions: 2, date, findingsPerAccount: 5 });
  const reference = await openFixture(simulator);
  reference.work(1);
  const run = await reference.request({ asOf: noon(date) });
  expect(await outcomeOf(reference, await reference.end(run))).toEqual(complete);
  undisturbed = await contentsOf(reference.pool);
  await reference.close();
  fixture = await openFixture(simulator);
  workers = new WorkerProcesses(simulator, fixture.url);
});
afterAll(async () => {
  await workers.killAll();
  await fixture.close();
  await simulator.stop();
});

test("three workers share a run: every target once, even one that takes long, and the result is one worker's", {
  timeout: 180_000,
}, async () => {
  const [slow] = simulator
    .accounts()
    .filter((account) => account.state === "ACTIVE")
    .slice(-1);
  // Longer than workers wait before they take over what a dead one left.
  simulator.setFaults([
    {
      service: "s3",
      operation: "ListBuckets",
      account: slow?.id,
      effect: { kind: "slow", ms: 14_000 },
    },
  ]);
  for (let started = 0; started < 3; started++) workers.start();
  const run = await fixture.request({ asOf: noon(date) });
  expect(await outcomeOf(fixture, await fixture.end(run)), workers.output).toEqual(complete);
  expect(workers.alive).toBe(3);
  const { rows } = await fixture.pool.query("select target, attempts from run_task where attempts <> 1");
  expect(rows).toEqual([]);
  expect(differences(undisturbed, await contentsOf(fixture.pool))).toEqual([]);
});
