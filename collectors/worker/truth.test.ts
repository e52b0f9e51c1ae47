import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { expectedDetection } from "./testing/detection.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { expectMeasured, expectToldAgain } from "./testing/measured.ts";
import { expectScoredAgain } from "./testing/scored.ts";
import {
  accountTallies,
  expectedFindings,
  expectedTallies,
  openFindings,
  ownTallies,
} from "./testing/verdicts.ts";

describe.each([
  { seed: "postern", accounts: 6, regions: 2, first: "2026-10-10", second: "2026-10-30" },
  { seed: "granite", accounts: 7, regions: 3, first: "2026-09-01", second: "2026-09-21" },
  { seed: "heron", accounts: 8, regions: 2, first: "2026-11-05", second: "2026-11-25" },
  { seed: "juniper", accounts: 5, regions: 1, first: "2026-08-12", second: "2026-09-01" },
  { seed: "basalt", accounts: 6, regions: 2, first: "2026-12-24", second: "2027-01-13" },
])("an organization grown from the seed $seed", ({ seed, accounts, regions, first, second }) => {
  let simulator: Simulator;
  let fixture: Fixture;

  beforeAll(async () => {
    simulator = await startSimulator({ seed, accounts, regions, date: first, findingsPerAccount: 15 });
    fixture = await openFixture(simulator);
    fixture.work();
  });
  afterAll(async () => {
    await fixture.close();
    await simulator.stop();
  });

  test("is judged and measured as it is, and 20 days later as it is then, while the first day stays what it was", {
    timeout: runsTimeoutMs,
  }, async () => {
    const began = simulator.truth();
    const accounts = new Set(began.map(({ account }) => account));
    const everyAccount = (line: string) => [...accounts].map((account) => `${account} ${line}`).sort();
    const own = (control: string, date: string) => ownTallies(fixture.pool, noon(date), control);
    const threats = simulator.threats();
    expect(await outcomeOf(fixture, await fixture.collect(noon(first)))).toEqual(complete);
    expect(await accountTallies(fixture.pool, noon(first))).toEqual(expectedTallies(began));
    expect(await openFindings(fixture.pool, noon(first))).toEqual(expectedFindings(began));
    expect(await own("mttd-target", first)).toEqual(expectedDetection(accounts, threats, noon(first)));
    for (const control of ["collection-coverage", "drift-sla"])
      expect(await own(control, first)).toEqual(everyAccount(`${control} 1/0/0 unknown 0`));
    expect(await own("exceptions-valid", first)).toEqual(everyAccount("exceptions-valid 0/0/0 unknown 0"));

    const measuredThen = await expectMeasured(fixture.pool, simulator, { date: first, threats });

    simulator.setDate(second);
    const became = simulator.truth();
    threats.push(...simulator.threats());
    expect(expectedFindings(became)).not.toEqual(expectedFindings(began));
    expect(await outcomeOf(fixture, await fixture.collect(noon(second)))).toEqual(complete);
    expect(await accountTallies(fixture.pool, noon(second))).toEqual(expectedTallies(became));
    expect(await openFindings(fixture.pool, noon(second))).toEqual(expectedFindings(became));
    const then = new Set(became.map(({ account }) => account));
    expect(await own("mttd-target", second)).toEqual(expectedDetection(then, threats, noon(second)));

    const measuredNow = await expectMeasured(fixture.pool, simulator, { date: second, threats });

    expect(await accountTallies(fixture.pool, noon(first))).toEqual(expectedTallies(began));
    expect(await openFindings(fixture.pool, noon(first))).toEqual(expectedFindings(began));
    for (const told of [measuredThen, measuredNow]) await expectToldAgain(fixture.pool, told);
    for (const date of [first, second]) await expectScoredAgain(fixture.pool, date);
  });
});
