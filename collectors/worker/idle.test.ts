import { afterAll, beforeAll, expect, test } from "vitest";
import { allCollectors } from "#collectors/registry.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences, rowVersions } from "./testing/contents.ts";
import { complete, type Fixture, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { until } from "./testing/until.ts";

const written = [
  "fact",
  "finding",
  "tally",
  "measurement",
  "account",
  "organizational_unit",
  "organization",
  "metric_point",
];

let simulator: Simulator;
let fixture: Fixture;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, regions: 2, date: "2026-10-10", findingsPerAccount: 5 });
  fixture = await openFixture(simulator);
  fixture.work();
});
afterAll(async () => {
  await fixture.close();
  await simulator.stop();
});

/** Kinds whose answer holds for longer than the hour between the runs: they are not asked for again. */
const lasting = allCollectors.flatMap(({ reads }) =>
  reads.flatMap(({ renewAfterHours = 0, yields }) => (renewAfterHours > 1 ? yields : [])),
);

test("a run that finds nothing new writes nothing but its own account and when coverage was confirmed", {
  timeout: runsTimeoutMs,
}, async () => {
  expect(await outcomeOf(fixture, await fixture.collect(new Date("2026-10-10T12:00:00Z")))).toEqual(complete);
  const before = await rowVersions(fixture.pool, written);
  const coverage = (await contentsOf(fixture.pool)).filter((line) => line.startsWith("coverage "));
  expect(before.length).toBeGreaterThan(500);

  expect(await outcomeOf(fixture, await fixture.collect(new Date("2026-10-10T13:00:00Z")))).toEqual(complete);
  expect(differences(before, await rowVersions(fixture.pool, written))).toEqual([]);
  const confirmed = (await contentsOf(fixture.pool)).filter((line) => line.startsWith("coverage "));
  expect(confirmed).toEqual(
    coverage.map((line) =>
      lasting.some((kind) => line.includes(`"kind":"${kind}"`))
        ? line
        : line
            .replace(/"confirmed_at":"[^"]*"/, '"confirmed_at":"2026-10-10T13:00:00+00:00"')
            .replace('"run_id":1', '"run_id":2'),
    ),
  );
});

test("after runs no job of theirs is left", async () => {
  await until("an empty queue", async () => {
    const { rows } = await fixture.pool.query("select from graphile_worker.jobs");
    return rows.length === 0;
  });
});
