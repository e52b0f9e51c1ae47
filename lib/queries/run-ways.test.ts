import { afterAll, beforeAll, expect, test } from "vitest";
import type { CoverageVia } from "#lib/inventory/coverage.ts";
import { recordCoverage } from "#lib/store/coverage.ts";
import { mergeFacts } from "#lib/store/facts.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { present } from "./moment.ts";
import { getRunWays } from "./run-ways.ts";

const [management, security, member, outsider] = [
  "111111111111",
  "222222222222",
  "333333333333",
  "444444444444",
] as const;
const asOf = new Date("2026-01-01T12:00:00Z");
const regions = ["eu-west-1", "us-east-1"] as const;

let database: FreshDatabase;
let pool: Pool;

const seen = (kind: string, region: string, via: CoverageVia) => ({
  region,
  kind,
  state: "complete" as const,
  cause: null,
  unseen: [],
  via,
});

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await pool.query("insert into organization values ('o-test', $1, 'ALL', 'r-root', $2, 'infinity')", [
    management,
    asOf,
  ]);
  for (const [id, name] of [
    [management, "management"],
    [security, "security"],
    [member, "member"],
    [outsider, "outsider"],
  ])
    await pool.query(
      "insert into account values ($1, $2, 'a@example.com', 'ACTIVE', 'r-root', 'r-root', null, $3, 'infinity')",
      [id, name, asOf],
    );
  const memberships = regions.map((region) => ({
    kind: "guardduty.membership" as const,
    region: "global",
    resourceId: `membership/${region}`,
    // The member has a detector in one of the two Regions.
    payload: {
      region,
      administratorId: security,
      accountIds: region === "us-east-1" ? [management, security, member] : [management, security],
    },
  }));
  const arn = `arn:aws:config:us-east-1:${security}:config-aggregator/config-aggregator-abc`;
  const aggregator = {
    kind: "config.aggregator" as const,
    region: "global",
    resourceId: arn,
    payload: { arn, name: "all", region: "us-east-1", organization: true, allRegions: true, regions: [] },
  };
  await mergeFacts(pool, { accountId: management, asOf, facts: [...memberships, aggregator], complete: [] });
  const run = await pool.query<{ id: string }>(
    "insert into run (state, trigger, requested_by, as_of, regions) values ('complete', 'command', 'test', $1, '{}') returning id",
    [asOf],
  );
  const runId = BigInt(run.rows[0]?.id ?? 0);
  const coverage = {
    [security]: regions.map((region) => seen("guardduty.finding", region, "administrator")),
    [member]: [
      seen("guardduty.finding", "eu-west-1", "account"),
      seen("kms.key", "us-east-1", "config"),
      seen("sqs.queue", "us-east-1", "config"),
      seen("sqs.queue", "eu-west-1", "account"),
    ],
    [outsider]: [
      ...regions.map((region) => seen("guardduty.finding", region, "account")),
      seen("sqs.queue", "us-east-1", "config"),
    ],
  };
  for (const [accountId, entries] of Object.entries(coverage))
    await recordCoverage(pool, { accountId, runId, asOf, entries });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function guardduty(visible: readonly string[] | null) {
  const { detectors } = await getRunWays(present(), asOf.toISOString(), visible);
  return detectors.find(({ name }) => name === "GuardDuty");
}

test("an administrator is named with the Regions and accounts it answered for, and the others are counted", async () => {
  expect(await guardduty(null)).toEqual({
    name: "GuardDuty",
    administrators: [{ account: { id: security, name: "security" }, regions: 2, accounts: 3 }],
    askedThemselves: 2,
  });
});

test("what Config spared is counted, with the aggregator that knew", async () => {
  expect((await getRunWays(present(), asOf.toISOString(), null)).config).toEqual({
    spared: 3,
    accounts: 2,
    regions: 1,
    aggregators: [{ name: "all", region: "us-east-1", account: { id: security, name: "security" } }],
  });
});

test("a detector that was not read has nobody", async () => {
  const { detectors } = await getRunWays(present(), asOf.toISOString(), null);
  expect(detectors.map(({ name }) => name)).toEqual([
    "Security Hub",
    "GuardDuty",
    "Access Analyzer, external access",
    "Access Analyzer, unused access",
    "Inspector",
  ]);
  expect(detectors.find(({ name }) => name === "Inspector")).toEqual({
    name: "Inspector",
    administrators: [],
    askedThemselves: 0,
  });
});

test("a viewer of one account learns of no other", async () => {
  expect(await guardduty([member])).toEqual({ name: "GuardDuty", administrators: [], askedThemselves: 1 });
  expect((await getRunWays(present(), asOf.toISOString(), [member])).config).toEqual({
    spared: 2,
    accounts: 1,
    regions: 1,
    aggregators: [],
  });
});
