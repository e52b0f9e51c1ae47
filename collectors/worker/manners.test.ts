import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { tasksOf } from "./testing/tasks.ts";
import { until } from "./testing/until.ts";
import { expectedFindings, openFindings } from "./testing/verdicts.ts";

const date = "2026-10-10";

let simulator: Simulator;
let fixture: Fixture;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, regions: 2, date, findingsPerAccount: 5 });
  fixture = await openFixture(simulator);
});
afterAll(async () => {
  await fixture.close();
  await simulator.stop();
});

test("a worker that is stopped gives up what takes long, and another does it", {
  timeout: runsTimeoutMs,
}, async () => {
  const first = fixture.work(2);
  const run = await fixture.request({ asOf: noon(date) });
  simulator.setFaults([{ service: "ec2", operation: "DescribeVpcs", effect: { kind: "slow", ms: 60_000 } }]);
  await until("an account under way", async () =>
    (await tasksOf(fixture.pool)).running.some((target) => /^\d{12}$/.test(target)),
  );
  const asked = Date.now();
  await first.stop();
  expect(Date.now() - asked).toBeLessThan(12_000);
  const { rows } = await fixture.pool.query(
    "select last_error from graphile_worker.jobs where last_error is not null and locked_by is null",
  );
  for (const { last_error } of rows)
    expect(last_error).toMatch(/^The worker stopped while it collected \d{12}\.$/);
  expect(rows.length).toBeGreaterThan(0);

  simulator.setFaults([]);
  fixture.work();
  expect(await outcomeOf(fixture, await fixture.end(run))).toEqual(complete);
  expect(await openFindings(fixture.pool, noon(date))).toEqual(expectedFindings(simulator.truth()));
});

test.each([
  ["start-run", { runId: 7 }, "runId: "],
  ["finish-run", {}, "runId: "],
  ["collect-source", { runId: "1", source: "macie" }, "source: "],
  ["collect-account", { runId: "1", accountId: "me" }, "accountId: must be the 12 digits of an account"],
])("a %s job that carries %j fails and says what is wrong", async (task, payload, message) => {
  const { rows } = await fixture.pool.query<{ id: string }>(
    "select id from graphile_worker.add_job($1, $2::json, max_attempts := 1)",
    [task, JSON.stringify(payload)],
  );
  const error = await until("the job's failure", async () => {
    const jobs = await fixture.pool.query<{ last_error: string | null }>(
      "select last_error from graphile_worker.jobs where id = $1 and locked_by is null",
      [rows[0]?.id],
    );
    return jobs.rows[0]?.last_error ?? undefined;
  });
  expect(error).toContain(`A ${task} job was queued with something else than it needs: ${message}`);
});

test("a run's jobs for what is over, or for a run that never was, change nothing", async () => {
  const before = await fixture.pool.query("select run_id, target, attempts, state from run_task order by 2");
  for (const [task, runId] of [
    ["start-run", "1"],
    ["finish-run", "1"],
    ["start-run", "999"],
    ["finish-run", "999"],
  ])
    await fixture.pool.query("select graphile_worker.add_job($1, json_build_object('runId', $2::text))", [
      task,
      runId,
    ]);
  await until("their end", async () => {
    const { rows } = await fixture.pool.query("select from graphile_worker.jobs where max_attempts > 1");
    return rows.length === 0;
  });
  const after = await fixture.pool.query("select run_id, target, attempts, state from run_task order by 2");
  expect(after.rows).toEqual(before.rows);
});
