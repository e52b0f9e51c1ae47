import pino from "pino";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "#lib/config.ts";
import { preflightReport } from "#lib/inventory/preflight.ts";
import {
  getLatestPreflights,
  PreflightActive,
  requestPreflight,
  type StoredPreflight,
} from "#lib/store/preflights.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { openContext } from "./open-context.ts";
import { recover } from "./recover.ts";
import { type Fixture, openFixture } from "./testing/fixture.ts";
import { WorkerProcesses } from "./testing/processes.ts";
import { until } from "./testing/until.ts";

vi.setConfig({ testTimeout: 180_000 });

const muchLaterMs = 60_000;
let simulator: Simulator;
let fixture: Fixture;
let workers: WorkerProcesses;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 4, regions: 1, date: "2026-10-10", findingsPerAccount: 2 });
  fixture = await openFixture(simulator);
  workers = new WorkerProcesses(simulator, fixture.url);
});
afterAll(async () => {
  await workers?.killAll();
  await fixture?.close();
  await simulator?.stop();
});
afterEach(() => simulator.setFaults([]));

function holdMembers(): void {
  const effect = { kind: "slow", ms: muchLaterMs } as const;
  simulator.setFaults([{ service: "sns", operation: "ListTopics", effect }]);
}

const activeAccounts = () => simulator.accounts().filter(({ state }) => state === "ACTIVE").length;

const underWay = (what: string, test: (preflight: StoredPreflight) => boolean) =>
  until(what, async () => {
    const { active } = await getLatestPreflights(fixture.pool);
    return active !== null && test(active);
  });

const ended = (id: bigint) =>
  until(`the end of preflight ${id}`, async () => {
    const { active, last } = await getLatestPreflights(fixture.pool);
    return active === null && last?.id === id && last;
  });

test("while one waits or works another is refused in words", async () => {
  const id = await requestPreflight(fixture.pool, "first");
  await expect(requestPreflight(fixture.pool, "second")).rejects.toThrow(PreflightActive);
  await expect(requestPreflight(fixture.pool, "second")).rejects.toThrow(
    `Preflight ${id} is still under way. Its result is the one to wait for.`,
  );
});

test("of many who ask at once one is heard", async () => {
  await fixture.pool.query("update preflight set state = 'failed', finished_at = now()");
  const asked = await Promise.allSettled([1, 2, 3, 4].map(() => requestPreflight(fixture.pool, "several")));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await fixture.pool.query("update preflight set state = 'failed', finished_at = now()");
});

test("a killed worker's preflight is taken over, and its report stored", async () => {
  holdMembers();
  workers.start();
  const id = await requestPreflight(fixture.pool, "somebody");
  await underWay("the accounts", ({ total }) => total === activeAccounts());
  await workers.killAll();
  simulator.setFaults([]);
  workers.start();
  const { state, result, requestedBy, done, total, step, error } = await ended(id);
  expect({ state, requestedBy, done, total, step, error }).toEqual({
    state: "complete",
    requestedBy: "somebody",
    done: activeAccounts(),
    total: activeAccounts(),
    step: null,
    error: null,
  });
  const report = preflightReport.parse(result);
  expect(report.verdict.state).toBe("ready");
  expect(report.entered).toBe(activeAccounts());
  await workers.killAll();
});

test("one that kills its worker each time fails, and makes room for the next", async () => {
  const id = await requestPreflight(fixture.pool, "somebody");
  await fixture.pool.query(
    "update graphile_worker._private_jobs set attempts = max_attempts where key = $1",
    [`preflight:${id}`],
  );
  const context = openContext(
    fixture.pool,
    { roleName: "PosternReadOnly", externalId: undefined, settings: readConfig({}).settings },
    pino({ level: "silent" }),
  );
  await recover(context);
  const { state, error } = await ended(id);
  expect({ state, error }).toEqual({
    state: "failed",
    error: "The worker ended each time while it checked; see its log.",
  });
  const left = await fixture.pool.query("select from graphile_worker.jobs where key like 'preflight:%'");
  expect(left.rowCount).toBe(0);
});
