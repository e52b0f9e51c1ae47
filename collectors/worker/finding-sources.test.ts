import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { collectors } from "#collectors/registry.ts";
import { recordCoverage } from "#lib/store/coverage.ts";
import { mergeFacts } from "#lib/store/facts.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { answersFor, loadAdministrations } from "./finding-sources.ts";

const [management, administrator, member] = ["111111111111", "222222222222", "333333333333"] as const;
const asOf = new Date("2026-01-01T12:00:00Z");
const [home, linked, left] = ["us-east-1", "eu-west-1", "eu-north-1"] as const;

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query("truncate fact, coverage"));

const global = { region: "global" } as const;

function aggregator(linkingMode: string, regions: readonly string[]) {
  const arn = `arn:aws:securityhub:${home}:${administrator}:finding-aggregator/a`;
  const payload = { arn, homeRegion: home, linkingMode, regions: [...regions] };
  return { ...global, kind: "securityhub.finding-aggregator" as const, resourceId: arn, payload };
}

const memberships = [left, home, linked].map((region) => ({
  ...global,
  kind: "securityhub.membership" as const,
  resourceId: `membership/${region}`,
  payload: { region, administratorId: administrator, accountIds: [administrator, member] },
}));

const delegate = {
  ...global,
  kind: "organizations.delegated-administrator" as const,
  resourceId: `arn:aws:organizations::${management}:account/o-test/${administrator}`,
  payload: { accountId: administrator, services: ["securityhub.amazonaws.com"] },
};

/** Whom Security Hub's administrator answers for, when its aggregator was read so. */
async function hub(
  mode: readonly [linkingMode: string, regions: readonly string[]],
  aggregatorState: "complete" | "denied" = "complete",
) {
  await mergeFacts(pool, {
    accountId: management,
    asOf,
    facts: [delegate, ...memberships, aggregator(...mode)],
    complete: [],
  });
  const run = await pool.query<{ id: string }>(
    "insert into run (state, trigger, requested_by, as_of, regions) values ('complete', 'command', 'test', $1, '{}') returning id",
    [asOf],
  );
  const seen = { ...global, cause: null, unseen: [] };
  await recordCoverage(pool, {
    accountId: management,
    runId: BigInt(run.rows[0]?.id ?? 0),
    asOf,
    entries: [
      { ...seen, kind: "securityhub.membership", state: "complete" },
      { ...seen, kind: "securityhub.finding-aggregator", state: aggregatorState },
    ],
  });
  const all = await loadAdministrations(pool, collectors, management, asOf);
  const found = all.find(({ source }) => source.target === "security-hub");
  if (found === undefined) throw new Error("Nobody administers Security Hub.");
  return found;
}

test.each([
  ["ALL_REGIONS", [], { [home]: [left, linked, home] }],
  ["SPECIFIED_REGIONS", [linked], { [left]: [left], [home]: [linked, home] }],
  ["ALL_REGIONS_EXCEPT_SPECIFIED", [left], { [left]: [left], [home]: [linked, home] }],
  ["NO_REGIONS", [], { [left]: [left], [linked]: [linked], [home]: [home] }],
] as const)("with %s each Region is read in one place alone", async (mode, regions, expected) => {
  const { places } = await hub([mode, regions]);
  const spoken = places.map(({ region, scope }) => [region, [...(scope.regions ?? [])].sort()]);
  expect(Object.fromEntries(spoken)).toEqual(
    Object.fromEntries(Object.entries(expected).map(([region, each]) => [region, [...each].sort()])),
  );
});

test("a Region that the administrator has not is never spoken for, however Regions are linked", async () => {
  const found = await hub(["ALL_REGIONS", []]);
  expect(answersFor(found, member, linked)).toBe(true);
  expect(answersFor(found, member, "af-south-1")).toBe(false);
  expect(answersFor(found, "444444444444", linked)).toBe(false);
});

test("where it was not seen how Regions are linked, each is read by itself", async () => {
  const { places } = await hub(["ALL_REGIONS", []], "denied");
  expect(places.map(({ region, scope }) => [region, scope.regions])).toEqual(
    [left, linked, home].map((region) => [region, [region]]),
  );
});
