import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pool } from "#lib/store/pool.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";

const kept = `
  select account_id || ' ' || region || ' ' || control_id || ' ' || resource_id || ' ' || verdict || ' '
    || detector_control as line
  from disagreement where valid_from <= $1 and valid_to > $1`;

async function found(pool: Pool, date: string): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(kept, [noon(date)]);
  return rows.map(({ line }) => line).sort();
}

function expected(simulator: Simulator): string[] {
  return simulator
    .disagreements()
    .map(({ account, region, control, resource, verdict, detectorControl }) =>
      [account, region, control, resource, verdict, detectorControl].join(" "),
    )
    .sort();
}

describe.each([
  { seed: "postern", accounts: 6, regions: 2, first: "2026-10-10", second: "2026-10-30" },
  { seed: "granite", accounts: 5, regions: 3, first: "2026-09-01", second: "2026-09-21" },
  { seed: "heron", accounts: 7, regions: 1, first: "2026-11-05", second: "2026-11-25" },
])("where Security Hub disagrees in an organization grown from $seed", ({ seed, first, second, ...size }) => {
  let simulator: Simulator;
  let fixture: Fixture;

  beforeAll(async () => {
    simulator = await startSimulator({ seed, ...size, date: first, findingsPerAccount: 80 });
    fixture = await openFixture(simulator);
    fixture.work();
  });
  afterAll(async () => {
    await fixture.close();
    await simulator.stop();
  });

  test("is found exactly, both ways, and 20 days later as it is then", {
    timeout: 2 * runsTimeoutMs,
  }, async () => {
    const began = expected(simulator);
    for (const verdict of [" pass ", " fail "])
      expect(began.some((line) => line.includes(verdict))).toBe(true);
    expect(await outcomeOf(fixture, await fixture.collect(noon(first)))).toEqual(complete);
    expect(await found(fixture.pool, first)).toEqual(began);

    simulator.setDate(second);
    const became = expected(simulator);
    expect(became).not.toEqual(began);
    expect(await outcomeOf(fixture, await fixture.collect(noon(second)))).toEqual(complete);
    expect(await found(fixture.pool, second)).toEqual(became);
    expect(await found(fixture.pool, first)).toEqual(began);
  });
});

describe("where Security Hub may not be asked", () => {
  let simulator: Simulator;
  let fixture: Fixture;
  const [first, second] = ["2026-10-10", "2026-10-11"];

  beforeAll(async () => {
    simulator = await startSimulator({ accounts: 5, regions: 2, date: first, findingsPerAccount: 80 });
    fixture = await openFixture(simulator);
    fixture.work();
  });
  afterAll(async () => {
    await fixture.close();
    await simulator.stop();
  });
  const deny = () =>
    simulator.setFaults([
      { service: "securityhub", operation: "GetFindings", effect: { kind: "error", code: "AccessDenied" } },
    ]);

  test("nothing is found, and what was found before neither ends nor changes", {
    timeout: 3 * runsTimeoutMs,
  }, async () => {
    deny();
    await fixture.collect(noon(first));
    expect(await found(fixture.pool, first)).toEqual([]);

    simulator.setFaults([]);
    const known = expected(simulator);
    expect(known.length).toBeGreaterThan(0);
    const later = new Date(noon(first).getTime() + 3_600_000);
    await fixture.collect(later);
    simulator.setDate(second);
    deny();
    await fixture.collect(noon(second));
    expect(await found(fixture.pool, second)).toEqual(known);
  });
});
