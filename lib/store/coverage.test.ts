import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type CoverageEntry, recordCoverage } from "./coverage.ts";
import { createPool, type Pool } from "./pool.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 2);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query("truncate coverage");
});

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const entry = (change: Partial<CoverageEntry> = {}): CoverageEntry => ({
  region: "global",
  kind: "iam.credential",
  state: "complete",
  cause: null,
  unseen: [],
  ...change,
});
const denied = entry({
  state: "denied",
  cause: { code: "AccessDenied", action: "iam:GetCredentialReport", message: "request 1" },
});

const record = (hour: number, entries: CoverageEntry[], runId = BigInt(hour)) =>
  recordCoverage(pool, { accountId: "111122223333", runId, asOf: at(hour), entries });

async function intervals() {
  const { rows } = await pool.query(
    "select state, valid_from, nullif(valid_to, 'infinity') as valid_to, confirmed_at from coverage order by valid_from",
  );
  return rows;
}

test("an answer that repeats moves its confirmation and adds no row", async () => {
  await record(1, [entry()]);
  await record(2, [entry()]);
  expect(await intervals()).toEqual([
    { state: "complete", valid_from: at(1), valid_to: null, confirmed_at: at(2) },
  ]);
});

test("a different answer ends the old interval where the new one begins", async () => {
  await record(1, [entry()]);
  await record(2, [denied]);
  expect(await intervals()).toEqual([
    { state: "complete", valid_from: at(1), valid_to: at(2), confirmed_at: at(1) },
    { state: "denied", valid_from: at(2), valid_to: null, confirmed_at: at(2) },
  ]);
});

test("the wording of the same refusal is not a difference", async () => {
  await record(1, [denied]);
  await record(2, [
    entry({
      state: "denied",
      cause: { code: "AccessDenied", action: "iam:GetCredentialReport", message: "request 2" },
    }),
  ]);
  expect(await intervals()).toHaveLength(1);
});

test("after a gap the time nobody looked stays empty", async () => {
  await record(1, [entry()]);
  await record(1 + 72, [entry()]);
  expect(await intervals()).toEqual([
    { state: "complete", valid_from: at(1), valid_to: at(25), confirmed_at: at(1) },
    { state: "complete", valid_from: at(73), valid_to: null, confirmed_at: at(73) },
  ]);
});

test("another attempt of the same run corrects what the first one said", async () => {
  await record(1, [entry()]);
  await record(2, [denied]);
  await record(2, [entry()]);
  expect(await intervals()).toEqual([
    { state: "complete", valid_from: at(1), valid_to: at(2), confirmed_at: at(1) },
    { state: "complete", valid_from: at(2), valid_to: null, confirmed_at: at(2) },
  ]);
});

test("what the run did not speak of stays as it is", async () => {
  await record(1, [entry(), entry({ kind: "iam.user" })]);
  await record(2, [entry()]);
  const { rows } = await pool.query("select kind, confirmed_at from coverage order by kind");
  expect(rows).toEqual([
    { kind: "iam.credential", confirmed_at: at(2) },
    { kind: "iam.user", confirmed_at: at(1) },
  ]);
});
