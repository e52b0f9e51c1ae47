import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { noon, runsTimeoutMs } from "./testing/fixture.ts";
import { foreignFindings, openScene, type Scene } from "./testing/scene.ts";
import { accountTallies, expectedFindings, expectedTallies, openFindings } from "./testing/verdicts.ts";

/* The days follow each other: every test begins with what the one before has left. */

const optIn = "af-south-1";
const [first, second, third, fourth] = ["2026-10-10", "2026-10-11", "2026-10-12", "2026-10-13"] as const;

let scene: Scene<Simulator>;

beforeAll(async () => {
  const changes = [
    { on: first, account: "payments-prod", optedIn: true },
    { on: second, account: "payments-prod", optedIn: false },
    { on: second, account: "data-lake-staging", optedIn: true },
    { on: second, account: "network-hub", state: "SUSPENDED" },
    { on: third, account: "network-hub", state: "ACTIVE" },
    { on: third, account: "log-archive", state: "LEFT" },
    { on: fourth, account: "log-archive", state: "ACTIVE" },
  ] as const;
  const organization = { accounts: 7, regions: 2, findingsPerAccount: 15, date: first };
  scene = await openScene(await startSimulator({ ...organization, situation: { changes } }));
});
afterAll(() => scene.close());

async function expectTruth(date: string) {
  const { pool } = scene.fixture;
  expect(await accountTallies(pool, noon(date))).toEqual(expectedTallies(scene.simulator.truth()));
  expect(await openFindings(pool, noon(date))).toEqual(expectedFindings(scene.simulator.truth()));
}

/** The Regions that something in force is known of, in one account. */
const regionsOf = (table: "fact" | "coverage" | "finding", account: string) =>
  scene.lines(`select distinct region from ${table} where account_id = $1 and valid_to = 'infinity'`, [
    scene.idOf(account),
  ]);

const inForce = (table: "fact" | "coverage" | "finding" | "tally", account: string) =>
  scene.lines(
    `select count(*) from ${table} where valid_to = 'infinity'
       and ${table === "tally" ? "scope_id" : "account_id"} = $1`,
    [scene.idOf(account)],
  );

const entered = (account: string) =>
  scene.gate.requests.some(({ body }) => body.includes(`iam%3A%3A${scene.idOf(account)}%3Arole`));

const callsIn = (region: string) => [
  ...new Set(
    scene.simulator
      .calls()
      .filter((call) => call.region === region)
      .map(({ account }) => account),
  ),
];

test("a Region that is off is never asked, and nothing is claimed of it", {
  timeout: runsTimeoutMs,
}, async () => {
  await scene.collect(first);
  await expectTruth(first);
  expect(callsIn(optIn)).toEqual([scene.idOf("payments-prod")]);
  expect(await regionsOf("coverage", "payments-prod")).toEqual([optIn, "eu-west-1", "global", "us-east-1"]);
  expect(await regionsOf("coverage", "data-lake-staging")).toEqual(["eu-west-1", "global", "us-east-1"]);
  expect(await regionsOf("fact", "payments-prod")).toContain(optIn);
  expect(await regionsOf("finding", "payments-prod")).toContain(optIn);
});

test("a management account is collected and judged like every other, and no guardrail applies to it", async () => {
  const management = scene.idOf("acme-management");
  const known = await scene.lines(
    "select distinct kind from fact where account_id = $1 and valid_to = 'infinity' and kind ~ '^(ec2.instance|s3.bucket|iam.role)$'",
    [management],
  );
  expect(known).toEqual(["ec2.instance", "iam.role", "s3.bucket"]);
  const tallies = await accountTallies(scene.fixture.pool, noon(first));
  expect(tallies).toContain(`${management} scp-guardrails 0/0/1 unknown 0`);
  expect(tallies).toContain(`${scene.idOf("payments-prod")} scp-guardrails 1/0/0 unknown 0`);
  expect(
    (await openFindings(scene.fixture.pool, noon(first))).filter((line) => line.startsWith(management)),
  ).not.toEqual([]);
});

test("where a Region is switched off what was known of it ends, and where one is switched on it is read", {
  timeout: runsTimeoutMs,
}, async () => {
  await scene.collect(second);
  await expectTruth(second);
  expect(callsIn(optIn)).toEqual([scene.idOf("data-lake-staging")]);
  for (const table of ["fact", "coverage", "finding"] as const)
    expect(await regionsOf(table, "payments-prod")).not.toContain(optIn);
  expect(
    await scene.lines(
      "select distinct valid_to = $2 from fact where account_id = $1 and region = $3 and kind not like 'ec2.region'",
      [scene.idOf("payments-prod"), noon(second), optIn],
    ),
  ).toEqual(["true"]);
  expect(await regionsOf("coverage", "data-lake-staging")).toContain(optIn);
  expect(await regionsOf("fact", "data-lake-staging")).toContain(optIn);
});

test("a suspended account is listed as such, not entered, and nothing of it is open", async () => {
  expect(entered("network-hub")).toBe(false);
  expect(entered("payments-prod")).toBe(true);
  expect(
    await scene.lines("select state from account where id = $1 and valid_to = 'infinity'", [
      scene.idOf("network-hub"),
    ]),
  ).toEqual(["SUSPENDED"]);
  for (const table of ["fact", "coverage", "finding", "tally"] as const)
    expect(await inForce(table, "network-hub")).toEqual(["0"]);
  const before = await scene.lines(`${foreignFindings} and account_id = $2`, [
    noon(first),
    scene.idOf("network-hub"),
  ]);
  // Security Hub's administrator still lists them.
  expect(before.some((line) => line.startsWith("security-hub"))).toBe(true);
});

test("one that becomes active again is read again, and one that left leaves the present alone", {
  timeout: runsTimeoutMs,
}, async () => {
  await scene.collect(third);
  await expectTruth(third);
  expect(entered("network-hub")).toBe(true);
  const hub = `${foreignFindings} and source = 'security-hub' and account_id = $2`;
  expect(await scene.lines(hub, [noon(third), scene.idOf("network-hub")])).not.toEqual([]);

  expect(entered("log-archive")).toBe(false);
  expect(
    await scene.lines("select state, valid_to = $2 from account where id = $1", [
      scene.idOf("log-archive"),
      noon(third),
    ]),
  ).toEqual(["ACTIVE true"]);
  for (const table of ["fact", "coverage", "finding", "tally"] as const)
    expect(await inForce(table, "log-archive")).toEqual(["0"]);
  expect(
    await scene.lines("select distinct ended from finding where account_id = $1 and valid_to = $2", [
      scene.idOf("log-archive"),
      noon(third),
    ]),
  ).toEqual(["departed"]);
  expect((await openFindings(scene.fixture.pool, noon(second))).join()).toContain(scene.idOf("log-archive"));
});

test("an account that joins is read in the very next run", { timeout: runsTimeoutMs }, async () => {
  await scene.collect(fourth);
  await expectTruth(fourth);
  expect(entered("log-archive")).toBe(true);
  expect(await regionsOf("coverage", "log-archive")).toEqual(["eu-west-1", "global", "us-east-1"]);
});
