import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPostgres } from "#cli/postgres-binaries.ts";
import { type Cluster, startCluster, stopCluster } from "#cli/postgres-cluster.ts";
import { startTemporaryPostgres } from "#cli/temporary-postgres.ts";
import { migrate } from "#prisma/migrate.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences } from "./testing/contents.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf } from "./testing/fixture.ts";
import { WorkerProcesses } from "./testing/processes.ts";
import { tasksOf } from "./testing/tasks.ts";
import { until } from "./testing/until.ts";

const date = "2026-10-10";

let simulator: Simulator;
let undisturbed: string[];
let fixture: Fixture;
let cluster: Cluster;
let port: number;
let workers: WorkerProcesses;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, regions: 2, date, findingsPerAccount: 5, latencyMs: 10 });
  const reference = await openFixture(simulator);
  reference.work();
  expect(await outcomeOf(reference, await reference.collect(noon(date)))).toEqual(complete);
  undisturbed = await contentsOf(reference.pool);
  await reference.close();

  const server = await startTemporaryPostgres();
  cluster = {
    binaries: findPostgres(),
    directory: path.join(server.directory, "data"),
    logFile: path.join(server.directory, "postgres.log"),
  };
  port = Number(new URL(server.url).port);
  await migrate(server.url);
  fixture = await openFixture(simulator, { url: server.url, drop: () => server.stop() });
  workers = new WorkerProcesses(simulator, fixture.url);
});
afterAll(async () => {
  await workers.killAll();
  await fixture.close();
  await simulator.stop();
});

test("the database restarts twice in a run: the worker lives on and the result is an undisturbed run's", {
  timeout: 240_000,
}, async () => {
  const worker = workers.start();
  const run = await fixture.request({ asOf: noon(date) });
  for (const done of [0, 2]) {
    await until(`${done} targets done and others under way`, async () => {
      const tasks = await tasksOf(fixture.pool);
      return tasks.complete.length + tasks.partial.length >= done && tasks.running.length > 0;
    });
    await stopCluster(cluster);
    expect(await startCluster(cluster, port)).toBe(port);
  }
  const ended = await until(
    "the end of the run",
    () => fixture.end(run, 500).catch(() => undefined),
    180_000,
  );
  expect(await outcomeOf(fixture, ended), workers.output).toEqual(complete);
  expect(differences(undisturbed, await contentsOf(fixture.pool))).toEqual([]);
  expect(worker.exitCode).toBeNull();
  expect(workers.alive).toBe(1);
});
