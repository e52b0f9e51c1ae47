import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultSla } from "#lib/config.ts";
import { openGuard } from "./guard.ts";
import { createPool, type Pool } from "./pool.ts";
import {
  addTargets,
  discardSpentJobs,
  failAbandonedRuns,
  failAbandonedTasks,
  listUnfinishedRuns,
  prepareQueue,
  queueFinish,
  recoverDeadWorkers,
  scheduleRecovery,
} from "./queue.ts";
import { addTasks, beginTask } from "./run-tasks.ts";
import { cancelRun, finishRun, getRun, markRunRunning, requestRun } from "./runs.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

const a = "111111111111";
const b = "222222222222";

let database: FreshDatabase;
let pool: Pool;
let runId: bigint;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 8);
  await prepareQueue(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
/** A run that is under way, with its first job done. */
beforeEach(async () => {
  await pool.query("truncate run restart identity cascade");
  await pool.query("truncate graphile_worker._private_jobs, graphile_worker._private_job_queues cascade");
  runId = (await requestRun(pool, { trigger: "manual", requestedBy: "test" })).id;
  await markRunRunning(pool, runId, { driftSlaDays: defaultSla });
  await remove(`start-run:${runId}`);
});

const remove = (key: string) => pool.query("select graphile_worker.remove_job($1)", [key]);

/** As if `holder` had taken the job some seconds ago. */
const take = (key: string, holder: string, secondsAgo: number) =>
  pool.query(
    `update graphile_worker._private_jobs set locked_by = $2, attempts = attempts + 1,
       locked_at = now() - make_interval(secs => $3) where key = $1`,
    [key, holder, secondsAgo],
  );

const spend = (key: string, error: string | null = null) =>
  pool.query(
    "update graphile_worker._private_jobs set attempts = max_attempts, last_error = $2 where key = $1",
    [key, error],
  );

async function jobs() {
  const { rows } = await pool.query<{ key: string; locked_by: string | null }>(
    "select key, locked_by from graphile_worker.jobs order by key",
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.locked_by]));
}

async function tasks() {
  const { rows } = await pool.query<{ target: string; state: string }>(
    "select target, state from run_task order by target",
  );
  return Object.fromEntries(rows.map((row) => [row.target, row.state]));
}

const target = (accountId: string) => ({
  target: accountId,
  task: "collect-account" as const,
  payload: { runId: String(runId), accountId },
});

describe("targets", () => {
  test("are queued once, whatever became of their job since", async () => {
    await addTargets(pool, runId, [target(a)]);
    await take(`task:1:${a}`, "pool-1", 1);
    await addTargets(pool, runId, [target(a), target(b)]);
    expect(await jobs()).toEqual({ [`task:1:${a}`]: "pool-1", [`task:1:${b}`]: null });
    await remove(`task:1:${b}`);
    await addTargets(pool, runId, [target(a), target(b)]);
    expect(await jobs()).toEqual({ [`task:1:${a}`]: "pool-1" });
    expect(await tasks()).toEqual({ [a]: "queued", [b]: "queued" });
  });

  test("for which no job is left fail, with the reason, and no others", async () => {
    await addTargets(pool, runId, [target(a), target(b)]);
    await beginTask(pool, runId, a);
    await spend(`task:1:${a}`);
    await failAbandonedTasks(pool);
    expect(await tasks()).toEqual({ [a]: "failed", [b]: "queued" });
    const { rows } = await pool.query("select error from run_task where target = $1", [a]);
    expect(rows).toEqual([{ error: "The worker ended 1 times while collecting this; see its log." }]);
  });

  test("whose last attempt is still under way are left alone", async () => {
    await addTargets(pool, runId, [target(a)]);
    await spend(`task:1:${a}`);
    await take(`task:1:${a}`, "pool-1", 1);
    await failAbandonedTasks(pool);
    expect(await tasks()).toEqual({ [a]: "queued" });
  });
});

describe("dead holders", () => {
  test("lose their jobs; living ones and those that just began keep theirs", async () => {
    const guard = await openGuard(pool, () => undefined);
    await guard.declareAlive("pool-living");
    await guard.declareAlive("pool-living");
    await addTargets(pool, runId, [target(a), target(b), target("333333333333")]);
    await take(`task:1:${a}`, "pool-dead", 6);
    await take(`task:1:${b}`, "pool-living", 600);
    await take("task:1:333333333333", "pool-new", 1);
    expect(await recoverDeadWorkers(pool)).toEqual(["pool-dead"]);
    expect(await jobs()).toEqual({
      [`task:1:${a}`]: null,
      [`task:1:${b}`]: "pool-living",
      "task:1:333333333333": "pool-new",
    });
    await guard.declareGone("pool-living");
    expect(await recoverDeadWorkers(pool)).toEqual(["pool-living"]);
    await guard.close();
  });

  test("are known as such when their connection ends", async () => {
    const guard = await openGuard(pool, () => undefined);
    await guard.declareAlive("pool-1");
    await addTargets(pool, runId, [target(a)]);
    await take(`task:1:${a}`, "pool-1", 6);
    expect(await recoverDeadWorkers(pool)).toEqual([]);
    await guard.close();
    await guard.lost;
    await expect.poll(() => recoverDeadWorkers(pool)).toEqual(["pool-1"]);
    expect(await recoverDeadWorkers(pool)).toEqual([]);
  });
});

test("a guard hears of cancellations, those from before it listened included", async () => {
  await cancelRun(pool, runId);
  const heard: bigint[] = [];
  const guard = await openGuard(pool, (id) => heard.push(id));
  expect(heard).toEqual([runId]);
  await cancelRun(pool, runId);
  await expect.poll(() => heard).toEqual([runId, runId]);
  await guard.close();
});

describe("a run", () => {
  test("whose targets are all over and that nobody ends is found, unless its end is queued", async () => {
    await addTasks(pool, runId, [a]);
    expect(await listUnfinishedRuns(pool)).toEqual([]);
    await pool.query("update run_task set state = 'complete'");
    expect(await listUnfinishedRuns(pool)).toEqual([runId]);
    await queueFinish(pool, runId);
    await queueFinish(pool, runId);
    expect(await listUnfinishedRuns(pool)).toEqual([]);
    expect(await jobs()).toEqual({ "finish-run:1": null });
  });

  test("that cannot end fails, with the last error, so that the next may begin", async () => {
    await addTasks(pool, runId, [a]);
    await pool.query("update run_task set state = 'complete'");
    await queueFinish(pool, runId);
    expect(await failAbandonedRuns(pool)).toEqual([]);
    await spend("finish-run:1", "division by zero");
    expect(await failAbandonedRuns(pool)).toEqual([runId]);
    expect(await getRun(pool, runId)).toMatchObject({
      state: "failed",
      error: "The worker gave up after 5 attempts: division by zero",
    });
    await discardSpentJobs(pool);
    expect(await jobs()).toEqual({});
  });

  test("that cannot begin fails", async () => {
    await finishRun(pool, runId, "complete", null);
    const next = await requestRun(pool, { trigger: "manual", requestedBy: "test" });
    await spend(`start-run:${next.id}`);
    expect(await failAbandonedRuns(pool)).toEqual([next.id]);
    expect((await getRun(pool, next.id))?.error).toBe(
      "The worker gave up after 5 attempts: it ended each time; see its log.",
    );
  });

  test("that is under way keeps its spent jobs, as evidence for its failed targets", async () => {
    await addTargets(pool, runId, [target(a), target(b)]);
    await spend(`task:1:${a}`);
    await discardSpentJobs(pool);
    expect(Object.keys(await jobs())).toHaveLength(2);
    await finishRun(pool, runId, "partial", null);
    await discardSpentJobs(pool);
    expect(await jobs()).toEqual({ [`task:1:${b}`]: null });
  });
});

test("recovery is scheduled once, however many ask", async () => {
  await scheduleRecovery(pool);
  await scheduleRecovery(pool);
  expect(await jobs()).toEqual({ "recover-soon": null });
});

test("a run keeps the limits that it judges drift by", async () => {
  const { rows } = await pool.query("select drift_sla_days as limits from run where id = $1", [runId]);
  expect(rows).toEqual([{ limits: { critical: 1, high: 7, medium: 30, low: 90, informational: null } }]);
});
