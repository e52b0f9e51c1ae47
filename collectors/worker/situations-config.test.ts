import { afterEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { noon, runsTimeoutMs } from "./testing/fixture.ts";
import { openScene, type Scene } from "./testing/scene.ts";
import { accountTallies, expectedTallies, openFindings } from "./testing/verdicts.ts";

const date = "2026-10-10";
/** Where a recorder of the simulator records everything that day; elsewhere it is off, fails or leaves types out. */
const recordsAll = [
  "acme-management us-east-1",
  "log-archive us-east-1",
  "network-hub eu-west-1",
  "payments-prod eu-west-1",
  "payments-prod us-east-1",
  "security-tooling eu-west-1",
];

let scene: Scene<Simulator> | undefined;
afterEach(() => scene?.close());

async function begin(): Promise<Scene<Simulator>> {
  scene = await openScene(await startSimulator({ accounts: 6, regions: 2, findingsPerAccount: 5, date }));
  return scene;
}

const vouchedFor = ({ lines }: Scene<Simulator>) =>
  lines(
    `select distinct a.name, c.region from coverage c join account a on a.id = c.account_id
     where c.via = 'config' and c.valid_to = 'infinity'`,
  );

const facts = ({ lines }: Scene<Simulator>) =>
  lines(
    `select account_id, kind, region, resource_id, encode(hash, 'hex') from fact
     where valid_to = 'infinity' and kind <> 'config.inventory'`,
  );

const calls = ({ simulator }: Scene<Simulator>) =>
  simulator.calls().reduce((sum, { count }) => sum + count, 0);

test("what Config vouches for is not asked, and everything known and judged is the same as without Config", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const helped = await begin();
  const { pool } = helped.fixture;
  await helped.collect(date);
  expect(await vouchedFor(helped)).toEqual(recordsAll);
  expect(
    await helped.lines("select distinct state, cause_code is null from coverage where via = 'config'"),
  ).toEqual(["complete true"]);
  const seen = await facts(helped);
  const tallies = await accountTallies(pool, noon(date));
  expect(tallies).toEqual(expectedTallies(helped.simulator.truth()));
  const findings = await openFindings(pool, noon(date));
  const asked = calls(helped);
  await helped.close();

  const alone = await begin();
  alone.simulator.setFaults([
    {
      service: "config",
      operation: "SelectAggregateResourceConfig",
      effect: { kind: "error", code: "AccessDenied" },
    },
  ]);
  const run = await alone.fixture.collect(noon(date));
  expect(run.state).toBe("partial");
  expect(await vouchedFor(alone)).toEqual([]);
  expect(await facts(alone)).toEqual(seen);
  expect(await accountTallies(alone.fixture.pool, noon(date))).toEqual(tallies);
  expect(await openFindings(alone.fixture.pool, noon(date))).toEqual(findings);
  expect(calls(alone)).toBeGreaterThan(asked);
});

test("a recorder that looks once a day vouches for nothing", { timeout: runsTimeoutMs }, async () => {
  const { fixture, simulator, ...rest } = await begin();
  const effect = { kind: "replace", find: "CONTINUOUS", with: "DAILY" } as const;
  simulator.setFaults([{ service: "config", operation: "DescribeConfigurationRecorders", effect }]);
  expect((await fixture.collect(noon(date))).state).toBe("complete");
  expect(await vouchedFor({ fixture, simulator, ...rest })).toEqual([]);
});
