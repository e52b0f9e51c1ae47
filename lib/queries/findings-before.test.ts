import { afterAll, beforeAll, expect, test } from "vitest";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, organizationId, seeOrganization } from "#lib/store/testing/organization.ts";
import { getFindingsBefore } from "./findings-before.ts";
import { past, present } from "./moment.ts";

const [mine, theirs] = ["111122223333", "444455556666"];
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12));
const endOf = (number: number) => past(new Date(Date.UTC(2026, 0, number, 23, 59)));
let database: FreshDatabase;
let pool: Pool;

/** The points of a day: open findings that are high, of each account and of both together. */
async function open(number: number, high: Readonly<Record<string, number>>) {
  const point = (scopeId: string, metric: string, n: number) => ({
    scopeId,
    scopeKind: scopeId === organizationId ? ("organization" as const) : ("account" as const),
    metric,
    value: n,
    numerator: n,
    denominator: n,
    n,
    unknown: 0,
    excluded: {},
    coverage: 1,
  });
  const all = { ...high, [organizationId]: Object.values(high).reduce((sum, each) => sum + each, 0) };
  await putMetricPoints(
    pool,
    day(number),
    Object.entries(all).flatMap(([id, n]) => [point(id, "score", 1), point(id, "findings.high", n)]),
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await seeOrganization(pool, day(1), [account(mine, "r-1"), account(theirs, "r-1")]);
  await open(1, { [mine]: 9, [theirs]: 9 });
  await open(5, { [mine]: 3, [theirs]: 4 });
  await open(20, { [mine]: 1, [theirs]: 1 });
  await open(33, { [mine]: 0, [theirs]: 2 });
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

const high = async (...given: Parameters<typeof getFindingsBefore>) => {
  const before = await getFindingsBefore(...given);
  return before === null ? null : [before.day, before.counts.high, before.counts.low];
};

test("compares with the first day of the 30 before the newest", async () => {
  expect(await high(present(), null)).toEqual(["2026-01-05", 7, 0]);
});

test("counts the accounts that are asked for, and no others", async () => {
  expect(await high(present(), [theirs])).toEqual(["2026-01-05", 4, 0]);
  expect(await high(present(), [])).toBeNull();
});

test("in the past knows nothing of what came later, and on the first day nothing earlier", async () => {
  expect(await high(endOf(21), null)).toEqual(["2026-01-01", 18, 0]);
  expect(await high(endOf(1), null)).toBeNull();
});
