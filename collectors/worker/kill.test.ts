import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences } from "./testing/contents.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf } from "./testing/fixture.ts";
import { WorkerProcesses } from "./testing/processes.ts";
import { tasksOf } from "./testing/tasks.ts";
import { until } from "./testing/until.ts";

const date = "2026-10-10";
const timeout = 150_000;

let simulator: Simulator;
/** What an undisturbed run by one worker leaves. */
let undisturbed: string[];
let fixture: Fixture;
let workers: WorkerProcesses;

beforeAll(async () => {
  simulator = await startSimulator({
    accounts: 6,
    regions: 2,
    date,
    findingsPerAccount: 5,
    latencyMs: 10,
  });
  const reference = await openFixture(simulator);
  reference.work();
  expect(await outcomeOf(reference, await reference.collect(noon(date)))).toEqual(complete);
  undisturbed = await contentsOf(reference.pool);
  await reference.close();
});
afterAll(() => simulator.stop());

beforeEach(async () => {
  fixture = await openFixture(simulator);
  workers = new WorkerProcesses(simulator, fixture.url);
});
afterEach(async () => {
  await workers.killAll();
  await fixture.close();
});

async function expectAsIfUndisturbed(run: Awaited<ReturnType<Fixture["end"]>>) {
  expect(await outcomeOf(fixture, run), workers.output).toEqual(complete);
  expect(differences(undisturbed, await contentsOf(fixture.pool))).toEqual([]);
}

/** Kills every worker as soon as the run's tasks are as described, and starts another. */
async function killWhen(what: string, reached: (tasks: Awaited<ReturnType<typeof tasksOf>>) => boolean) {
  await until(what, async () => reached(await tasksOf(fixture.pool)));
  await workers.killAll();
  const left = await tasksOf(fixture.pool);
  workers.start();
  return left;
}

test("a worker killed between accounts and within some is replaced within seconds", { timeout }, async () => {
  const run = await fixture.request({ asOf: noon(date) });
  workers.start();
  const left = await killWhen(
    "two accounts done and another under way",
    ({ complete: done, running }) => done.length >= 2 && running.length > 0,
  );
  expect(left.running).not.toEqual([]);
  const killed = Date.now();
  const ended = await fixture.end(run);
  expect(Date.now() - killed).toBeLessThan(40_000);
  await expectAsIfUndisturbed(ended);
});

test("a worker killed while it reads the Organization", { timeout }, async () => {
  const run = await fixture.request({ asOf: noon(date) });
  workers.start();
  const left = await killWhen("the Organization under way", ({ running }) =>
    running.includes("organization"),
  );
  expect(left.running).toEqual(["organization"]);
  await expectAsIfUndisturbed(await fixture.end(run));
});

test("every worker killed five times in one run", { timeout }, async () => {
  const run = await fixture.request({ asOf: noon(date) });
  workers.start();
  await killWhen("the Organization under way", ({ running }) => running.includes("organization"));
  for (let done = 1; done <= 4; done++)
    await killWhen(`${done} targets done and others under way`, (tasks) => {
      return tasks.complete.length + tasks.partial.length >= done && tasks.running.length > 0;
    });
  await expectAsIfUndisturbed(await fixture.end(run, 120_000));
});
