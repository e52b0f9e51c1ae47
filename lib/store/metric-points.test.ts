import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MetricPoint, putMetricPoints } from "./metric-points.ts";
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
  await pool.query("truncate metric_point");
});

const point = (metric: string, change: Partial<MetricPoint> = {}): MetricPoint => ({
  scopeId: "111122223333",
  scopeKind: "account",
  metric,
  numerator: 3,
  denominator: 4,
  value: 0.75,
  n: 4,
  unknown: 1,
  excluded: { suspended: 2 },
  coverage: 0.9,
  ...change,
});

async function stored() {
  const { rows } = await pool.query(
    "select day::text, metric, value, ctid::text as place from metric_point order by day, metric",
  );
  return rows;
}

test("a later run of the day replaces only the points that differ", async () => {
  const morning = new Date("2026-01-05T06:00:00Z");
  const evening = new Date("2026-01-05T23:59:59Z");
  expect(await putMetricPoints(pool, morning, [point("score"), point("coverage")])).toBe(2);
  const [coverage] = await stored();
  expect(await putMetricPoints(pool, evening, [point("score"), point("coverage")])).toBe(0);
  expect(await putMetricPoints(pool, evening, [point("score", { value: 0.8 }), point("coverage")])).toBe(1);
  expect(await stored()).toEqual([
    coverage,
    { day: "2026-01-05", metric: "score", value: 0.8, place: expect.any(String) },
  ]);
});

test.each([
  { numerator: 2 },
  { denominator: 5 },
  { value: null },
  { n: 5 },
  { unknown: 0 },
  { excluded: { suspended: 3 } },
  { coverage: 1 },
])("a difference in any part counts: %j", async (change) => {
  const day = new Date("2026-01-05T12:00:00Z");
  await putMetricPoints(pool, day, [point("score")]);
  expect(await putMetricPoints(pool, day, [point("score", change)])).toBe(1);
});

test("days are those of UTC, each with its own point", async () => {
  await putMetricPoints(pool, new Date("2026-01-05T23:59:59.999Z"), [point("score")]);
  await putMetricPoints(pool, new Date("2026-01-06T00:00:00.000Z"), [point("score")]);
  const rows = await stored();
  expect(rows.map((row) => row.day)).toEqual(["2026-01-05", "2026-01-06"]);
});
