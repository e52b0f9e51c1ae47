import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import { findOrganization } from "#lib/store/organization.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { type Fixture, noon, openFixture, runsTimeoutMs } from "./testing/fixture.ts";
import {
  expectedDetectionPoints,
  expectedPoints,
  type MadeMeasure,
  storedPoints,
} from "./testing/measures.ts";
import { type RoleGate, startRoleGate } from "./testing/role-gate.ts";

const [first, second, third] = ["2026-10-10", "2026-10-11", "2026-10-12"] as const;
const ofThings = ["permission-utilization", "identity-coverage", "network-exposure"];

let simulator: Simulator;
let gate: RoleGate;
let fixture: Fixture;
/** The account that nobody may enter on the second day. */
let closed: string;
beforeAll(async () => {
  simulator = await startSimulator({
    seed: "heather",
    accounts: 4,
    regions: 2,
    date: first,
    findingsPerAccount: 15,
  });
  gate = await startRoleGate(simulator);
  fixture = await openFixture(gate.aws);
  fixture.work();
  closed = simulator.accounts().find(({ name }) => name === "log-archive")?.id ?? "";
});
afterAll(async () => {
  await fixture.close();
  await gate.stop();
  await simulator.stop();
});

const coverages = z.array(z.object({ scope: z.string(), metric: z.string(), coverage: z.number() }));

/** What the metrics of an account or the Organization rest on, on a day. */
async function coverageOf(scope: string, day: string): Promise<Record<string, number>> {
  const { rows } = await fixture.pool.query(
    "select scope_id as scope, metric, coverage from metric_point where scope_id = $1 and day = $2 and metric = any($3)",
    [scope, day, measuredMetrics],
  );
  return Object.fromEntries(coverages.parse(rows).map(({ metric, coverage }) => [metric, coverage]));
}

const everything = Object.fromEntries(measuredMetrics.map((metric) => [metric, 1]));

test("an account that was not seen on a day counts as it was, and the day says how much was seen", {
  timeout: runsTimeoutMs,
}, async () => {
  const days: Record<string, readonly MadeMeasure[]> = {};
  const threats = simulator.threats();
  const members = simulator.accounts().map(({ id }) => id);
  for (const day of [first, second, third]) {
    simulator.setDate(day);
    days[day] = simulator.measures();
    if (day !== first) threats.push(...simulator.threats());
    if (day === second) gate.closed.add(closed);
    else gate.closed.clear();
    const run = await fixture.collect(noon(day));
    expect([day, run.state]).toEqual([day, day === second ? "partial" : "complete"]);
  }
  const organizationId = (await findOrganization(fixture.pool))?.id ?? "";
  const made = (day: string, of: (account: string) => boolean) =>
    (days[day] ?? []).filter(({ account }) => of(account));
  const its = (account: string) => account === closed;
  const known = [...made(first, its), ...made(second, (account) => !its(account))];
  const told = (measures: readonly MadeMeasure[]) => expectedPoints(measures, members, organizationId);

  // What became of it on the second day was not seen then, and is not in the numbers.
  expect(told(known)).not.toEqual(told(days[second] ?? []));
  expect(await storedPoints(fixture.pool, second, ofThings)).toEqual(told(known));
  expect(await storedPoints(fixture.pool, first, ofThings)).toEqual(told(days[first] ?? []));
  expect(await storedPoints(fixture.pool, third, ofThings)).toEqual(told(days[third] ?? []));
  // Detectors tell of threats from where they gather: no account is entered for it.
  for (const day of [first, second, third])
    expect(await storedPoints(fixture.pool, day, ["detection-time"])).toEqual(
      expectedDetectionPoints(threats, members, organizationId, noon(day)),
    );

  for (const day of [first, third]) {
    expect(await coverageOf(organizationId, day)).toEqual(everything);
    expect(await coverageOf(closed, day)).toEqual(everything);
  }
  const then = await coverageOf(organizationId, second);
  for (const metric of ofThings) {
    expect((await coverageOf(closed, second))[metric]).toBe(0);
    // Below four fifths a point is drawn as weakly founded.
    expect([metric, then[metric]]).toEqual([metric, expect.closeTo(3 / 4, 9)]);
  }
});
