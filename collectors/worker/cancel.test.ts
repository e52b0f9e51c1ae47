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

function hold(...held: { service: string; operation: string; account?: string }[]) {
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
  const active = simulator.accounts().filter(({ state }) => state === "ACTIVE");
  const members = active.filter(({ kind }) => kind !== "management" && kind !== "security");
  // Other detectors' findings come from their administrator, whose targets may have ended.
  const ofMembers = (lines: string[]) =>
    lines.filter(
      (line) =>
        /^(fact|finding|tally|coverage) /.test(line) &&
        members.some(({ id }) => line.includes(`"${id}"`)) &&
        !/"source":"(?!postern)|"organizations\.|"config\.inventory|membership/.test(line),
    );
  const before = ofMembers(await contentsOf(fixture.pool));

  simulator.setDate("2026-10-31");
  simulator.resetCalls();
  hold(
    { service: "securityhub", operation: "GetFindings" },
    ...members.map(({ id }) => ({ service: "ec2", operation: "DescribeRegions", account: id })),
  );
  const run = await fixture.request({ asOf: noon("2026-10-31") });
  await until("Security Hub and two members under way", async () => {
    const { running } = await tasksOf(fixture.pool);
    return (
      running.includes("security-hub") &&
      running.filter((target) => members.some(({ id }) => id === target)).length === 2
    );
  });
  await expect(fixture.request({ asOf: noon("2026-11-01") })).rejects.toThrow(RunActive);
  expect(await cancelRun(fixture.pool, run.id)).toBe(true);
  expect((await fixture.end(run, soonMs)).state).toBe("cancelled");

  const { cancelled, complete: over, ...others } = await tasksOf(fixture.pool);
  expect(others).toEqual({ queued: [], running: [], partial: [], failed: [] });
  expect(over).toContain("organization");
  expect(cancelled).toEqual(expect.arrayContaining(["security-hub", ...members.map(({ id }) => id)].sort()));
  // By account: what the SDK sends again for a call that was given up is no new start.
  const entered = simulator
    .calls()
    .filter(
      ({ operation, account }) => operation === "DescribeRegions" && members.some(({ id }) => id === account),
    );
  expect(new Set(entered.map(({ account }) => account)).size).toBe(2);
  expect(differences(before, ofMembers(await contentsOf(fixture.pool)))).toEqual([]);
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
