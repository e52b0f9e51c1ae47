import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelRun, getRun, RunActive } from "#lib/store/runs.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences } from "./testing/contents.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { tasksOf } from "./testing/tasks.ts";
import { until } from "./testing/until.ts";
import { expectedFindings, openFindings } from "./testing/verdicts.ts";

const soonMs = 10_000;
const muchLaterMs = 60_000;

let simulator: Simulator;
let fixture: Fixture;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 7, regions: 2, date: "2026-10-10", findingsPerAccount: 5 });
  fixture = await openFixture(simulator);
  fixture.work(3);
});
afterAll(async () => {
  await fixture.close();
  await simulator.stop();
});

function hold(...held: { service: string; operation: string }[]) {
  simulator.setFaults(held.map((call) => ({ ...call, effect: { kind: "slow", ms: muchLaterMs } })));
}

test("the very first run can be cancelled before it has seen an Organization", {
  timeout: runsTimeoutMs,
}, async () => {
  hold({ service: "organizations", operation: "ListRoots" });
  const run = await fixture.request({ asOf: noon("2026-10-10") });
  await until("the call that hangs", async () =>
    simulator.calls().some(({ operation }) => operation === "ListRoots"),
  );
  expect(await cancelRun(fixture.pool, run.id)).toBe(true);
  expect((await fixture.end(run, soonMs)).state).toBe("cancelled");
});

test("a cancelled run ends soon, starts nothing more and changes nothing of what is known", {
  timeout: runsTimeoutMs,
}, async () => {
  simulator.setFaults([]);
  expect(await outcomeOf(fixture, await fixture.collect(noon("2026-10-11")))).toEqual(complete);
  const ofAccounts = (lines: string[]) =>
    lines.filter((line) => /^(fact|finding|tally|coverage) /.test(line) && !line.includes('"organizations.'));
  const before = ofAccounts(await contentsOf(fixture.pool));

  simulator.setDate("2026-10-31");
  simulator.resetCalls();
  hold(
    { service: "ec2", operation: "DescribeRegions" },
    { service: "securityhub", operation: "ListFindingAggregators" },
  );
  const run = await fixture.request({ asOf: noon("2026-10-31") });
  await until("three targets under way", async () => (await tasksOf(fixture.pool)).running.length === 3);
  await expect(fixture.request({ asOf: noon("2026-11-01") })).rejects.toThrow(RunActive);
  expect(await cancelRun(fixture.pool, run.id)).toBe(true);
  expect((await fixture.end(run, soonMs)).state).toBe("cancelled");

  const tasks = await tasksOf(fixture.pool);
  expect({ ...tasks, cancelled: tasks.cancelled.length }).toEqual({
    queued: [],
    running: [],
    complete: ["organization"],
    partial: [],
    failed: [],
    cancelled: simulator.accounts().filter(({ state }) => state === "ACTIVE").length + 1,
  });
  // By account: what the SDK sends again for a call that was given up is no new start.
  const entered = simulator.calls().filter(({ operation }) => operation === "DescribeRegions");
  expect(new Set(entered.map(({ account }) => account)).size).toBeLessThanOrEqual(3);
  expect(differences(before, ofAccounts(await contentsOf(fixture.pool)))).toEqual([]);
  expect(await cancelRun(fixture.pool, run.id)).toBe(false);
});

test("a run requested afterwards sees what the cancelled one did not", {
  timeout: runsTimeoutMs,
}, async () => {
  simulator.setFaults([]);
  const date = "2026-11-01";
  simulator.setDate(date);
  expect(await outcomeOf(fixture, await fixture.collect(noon(date)))).toEqual(complete);
  expect(await openFindings(fixture.pool, noon(date))).toEqual(expectedFindings(simulator.truth()));
});

test("a run cancelled before any worker took it up ends as soon as one looks", {
  timeout: runsTimeoutMs,
}, async () => {
  const run = await fixture.request({ asOf: noon("2026-11-02") });
  await cancelRun(fixture.pool, run.id);
  expect((await fixture.end(run, soonMs)).state).toBe("cancelled");
  expect((await getRun(fixture.pool, run.id))?.error).toBeNull();
});
