import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPool, type Pool } from "./pool.ts";
import { prepareQueue } from "./queue.ts";
import { addTasks, beginTask, countTasks, endTask } from "./run-tasks.ts";
import {
  cancelRun,
  finishRun,
  getRun,
  isRunActive,
  listCancelledRuns,
  RunActive,
  RunOutOfOrder,
  requestRun,
} from "./runs.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 12);
  await prepareQueue(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query("truncate run restart identity cascade");
  await pool.query("truncate graphile_worker._private_jobs");
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const request = (day: number) => requestRun(pool, { trigger: "manual", requestedBy: "test", asOf: at(day) });

async function jobs(): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>("select key from graphile_worker.jobs order by key");
  return rows.map((row) => row.key);
}

test("a request queues the run's first job", async () => {
  const run = await request(1);
  expect(run).toEqual({
    id: 1n,
    state: "queued",
    purpose: "collect",
    asOf: at(1),
    regions: [],
    cancelRequested: false,
    error: null,
  });
  expect(await jobs()).toEqual(["start-run:1"]);
});

test("while one is under way another is refused, by its number, and queues nothing", async () => {
  await request(1);
  await expect(request(2)).rejects.toThrow(new RunActive(1n));
  expect(await jobs()).toEqual(["start-run:1"]);
});

test("of ten requests at the same moment one wins", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => request(1)));
  const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toHaveLength(9);
  for (const reason of refused) expect(reason).toBeInstanceOf(RunActive);
  expect(await jobs()).toEqual(["start-run:1"]);
});

test("a run as of an instant that history has passed is refused", async () => {
  const run = await request(5);
  await finishRun(pool, run.id, "complete", null);
  await expect(request(4)).rejects.toThrow(RunOutOfOrder);
  await expect(request(5)).rejects.toThrow(RunOutOfOrder);
  expect((await request(6)).id).toBe(2n);
});

test("a cancellation is kept until the run is over, and refused afterwards", async () => {
  const run = await request(1);
  expect(await listCancelledRuns(pool)).toEqual([]);
  expect(await cancelRun(pool, run.id)).toBe(true);
  expect(await cancelRun(pool, run.id)).toBe(true);
  expect(await listCancelledRuns(pool)).toEqual([1n]);
  expect((await getRun(pool, run.id))?.cancelRequested).toBe(true);
  await finishRun(pool, run.id, "cancelled", null);
  expect(await listCancelledRuns(pool)).toEqual([]);
  expect(await cancelRun(pool, run.id)).toBe(false);
  expect(await cancelRun(pool, 999n)).toBe(false);
});

test("a run ends once", async () => {
  const run = await request(1);
  expect(await isRunActive(pool)).toBe(true);
  await finishRun(pool, run.id, "partial", null);
  await finishRun(pool, run.id, "failed", "too late");
  expect(await getRun(pool, run.id)).toMatchObject({ state: "partial", error: null });
  expect(await isRunActive(pool)).toBe(false);
});

test("a target is begun as often as it takes, and reported once", async () => {
  const run = await request(1);
  await addTasks(pool, run.id, ["111122223333", "444455556666"]);
  await addTasks(pool, run.id, ["111122223333"]);
  const report = {
    calls: 1,
    throttles: 0,
    readsComplete: 1,
    readsIncomplete: 0,
    factsChanged: 0,
    findingsOpened: 0,
    findingsResolved: 0,
    error: null,
  };
  expect(await beginTask(pool, run.id, "111122223333")).toBe(true);
  expect(await beginTask(pool, run.id, "111122223333")).toBe(true);
  await endTask(pool, run.id, "111122223333", { ...report, state: "complete" });
  expect(await beginTask(pool, run.id, "111122223333")).toBe(false);
  await endTask(pool, run.id, "111122223333", { ...report, state: "failed", error: "a straggler" });
  expect(await countTasks(pool, run.id)).toEqual({
    queued: 1,
    running: 0,
    complete: 1,
    partial: 0,
    failed: 0,
    cancelled: 0,
  });
  const { rows } = await pool.query("select attempts, error from run_task where target = '111122223333'");
  expect(rows).toEqual([{ attempts: 2, error: null }]);
});
