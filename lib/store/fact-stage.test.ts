import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FactStage, type Observation } from "./facts.ts";
import { createPool, type Pool } from "./pool.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

const accountId = "111122223333";
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
beforeEach(async () => {
  await pool.query("truncate fact");
});

const seen = [{ kind: "ec2.internet-gateway", region: "us-east-1" }];
const at = (day: number) => new Date(Date.UTC(2026, 0, day));

const gateway = (index: number, vpc = "vpc-1"): Observation => ({
  kind: "ec2.internet-gateway",
  region: "us-east-1",
  resourceId: `igw-${index}`,
  payload: { id: `igw-${index}`, vpcIds: [vpc] },
});

async function stageOf(day: number, observations: readonly Observation[], account = accountId) {
  const stage = new FactStage(pool, { accountId: account, asOf: at(day) });
  for (const observation of observations) await stage.add(observation);
  return stage;
}

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => gateway(from + index));

async function count(day: number, account = accountId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int as count from fact where account_id = $1 and valid_from <= $2 and valid_to > $2",
    [account, at(day)],
  );
  return rows[0]?.count ?? 0;
}

test("more observations than it holds in memory merge like few", async () => {
  const first = await stageOf(1, many(2_500));
  expect(await count(1)).toBe(0);
  expect(await first.merge(seen)).toEqual({ inserted: 2_500, closed: 0 });
  // 400 are gone, one changed, and one came twice, far apart.
  const second = await stageOf(2, [...many(2_100), gateway(0, "vpc-2"), gateway(1)]);
  expect(await second.merge(seen)).toEqual({ inserted: 1, closed: 401 });
  expect([await count(1), await count(2)]).toEqual([2_500, 2_100]);
});

test("what was staged and not merged leaves nothing behind, neither rows nor a connection", async () => {
  for (let round = 0; round < 6; round += 1) {
    const stage = await stageOf(1, many(1_200));
    await stage.discard();
  }
  expect(await count(1)).toBe(0);
  const next = await stageOf(1, many(3));
  expect(await next.merge(seen)).toEqual({ inserted: 3, closed: 0 });
});

test("stages side by side do not mix, and do not starve each other of connections", async () => {
  const accounts = Array.from({ length: 8 }, (_, index) => `${222200000000 + index}`);
  await Promise.all(
    accounts.map(async (account, index) => {
      const stage = await stageOf(1, many(1_100 + index, index * 10_000), account);
      await stage.merge(seen);
    }),
  );
  expect(await Promise.all(accounts.map((account) => count(1, account)))).toEqual([
    1_100, 1_101, 1_102, 1_103, 1_104, 1_105, 1_106, 1_107,
  ]);
});

test("a merge that fails leaves nothing for whoever is given its connection next", async () => {
  const tooLong = "1".repeat(13);
  for (let round = 0; round < 4; round += 1) {
    const stage = await stageOf(1, many(1_200), tooLong);
    await expect(stage.merge(seen)).rejects.toThrow(/too long/);
  }
  const next = await Promise.all([1, 2, 3, 4].map(() => stageOf(1, many(3))));
  for (const stage of next) await stage.merge(seen);
  expect(await count(1)).toBe(3);
});
