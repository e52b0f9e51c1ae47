import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { detectionWindowDays } from "#lib/metrics/detection-time.ts";
import { type Measurement, measuredMetrics } from "#lib/metrics/measurement.ts";
import { summarize } from "#lib/metrics/summary.ts";
import { anyMeasurements, principalOf, threatOf, workloadOf } from "#lib/metrics/testing/measurements.ts";
import { loadMeasurements, mergeMeasurements } from "./measurements.ts";
import { createPool, type Pool } from "./pool.ts";
import { summarizeAccounts, summarizeTogether, summarizeUnits } from "./scope-measures.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";
import { account, organizationId, seeOrganization } from "./testing/organization.ts";

const first = "111111111111";
const second = "222222222222";
const third = "333333333333";
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12));
let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  await seeOrganization(pool, day(1), [
    account(first, "r-1/ou-1"),
    account(second, "r-1/ou-1/ou-2"),
    account(third, "r-1/ou-3"),
  ]);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query("truncate measurement");
});

function measure(accountId: string, asOf: Date, measured: readonly Measurement[]) {
  return mergeMeasurements(pool, { accountId, asOf, metrics: measuredMetrics, measured });
}

const inWindow = (asOf: Date) => (each: Measurement) =>
  each.at === null ||
  (Date.parse(each.at) <= asOf.getTime() &&
    Date.parse(each.at) > asOf.getTime() - detectionWindowDays * 86_400_000);

/** What the metrics of some measurements are by their definition, those without any left out. */
function defined(measured: readonly Measurement[]) {
  return measuredMetrics
    .filter((metric) => measured.some((each) => each.metric === metric))
    .map((metric) => ({ metric, ...summarize(metric, measured) }));
}

const byMetric = <T extends { readonly metric: Measurement["metric"] }>(rows: readonly T[]) =>
  [...rows].sort((a, b) => measuredMetrics.indexOf(a.metric) - measuredMetrics.indexOf(b.metric));

test("sums over a scope are what the metrics' own definition makes of all its accounts together", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyMeasurements(day(5)),
      anyMeasurements(day(5)),
      anyMeasurements(day(5)),
      async (a, b, c) => {
        await pool.query("truncate measurement");
        await measure(first, day(5), a);
        await measure(second, day(5), b);
        await measure(third, day(5), c);
        const units = await summarizeUnits(pool, organizationId, day(5));
        const expected = {
          [organizationId]: [...a, ...b, ...c],
          "r-1": [...a, ...b, ...c],
          "ou-1": [...a, ...b],
          "ou-2": b,
          "ou-3": c,
        };
        for (const [scopeId, measured] of Object.entries(expected)) {
          const found = byMetric(units.filter((each) => each.scopeId === scopeId)).map(
            ({ scopeId: _, ...rest }) => rest,
          );
          const wanted = defined(measured.filter(inWindow(day(5))));
          expect(found.map(({ metric }) => metric)).toEqual(wanted.map(({ metric }) => metric));
          for (const [index, each] of wanted.entries()) {
            const { value, detail, ...exact } = each;
            const { apart, types, ...more } = detail;
            expect(found[index]).toMatchObject({ ...exact, detail: more });
            if (value === null) expect(found[index]?.value).toBeNull();
            else expect(found[index]?.value).toBeCloseTo(value, 9);
            expect(found[index]?.detail.types).toEqual(types);
            for (const [reason, { n, sum }] of Object.entries(apart)) {
              expect(found[index]?.detail.apart[reason]?.n).toBe(n);
              expect(found[index]?.detail.apart[reason]?.sum).toBeCloseTo(sum, 9);
            }
          }
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("any past instant is told from the intervals, each with its own members and window", async () => {
  const at = day(1).toISOString();
  await measure(first, day(2), [threatOf("t-1", 100, at), workloadOf("i-1", "ec2.instance", false)]);
  await measure(first, day(4), [threatOf("t-1", 100, at), workloadOf("i-1", "ec2.instance", true)]);
  await measure(second, day(4), [workloadOf("i-2", "ec2.instance", false)]);
  const coverage = async (asOf: Date) =>
    (await summarizeUnits(pool, organizationId, asOf)).find(
      (each) => each.scopeId === organizationId && each.metric === "identity-coverage",
    )?.value;
  expect(await coverage(day(1))).toBeUndefined();
  expect(await coverage(day(3))).toBe(0);
  expect(await coverage(day(4))).toBe(0.5);
  const threats = async (asOf: Date) =>
    (await summarizeAccounts(pool, first, asOf)).find(({ metric }) => metric === "detection-time")?.n ?? 0;
  expect(await threats(day(30))).toBe(1);
  // 30 days after it happened it counts no more, though nothing was written since.
  expect(await threats(day(31))).toBe(0);
});

test("some accounts together are no average of averages", async () => {
  await measure(first, day(2), [principalOf("a", 1, 2)]);
  await measure(second, day(2), [principalOf("b", 0, 10), principalOf("c", 10, 10)]);
  await measure(third, day(2), [principalOf("d", 10, 10)]);
  const [together] = await summarizeTogether(pool, [first, second], day(2));
  // 0, 0.5 and 1: the median is 0.5; 11 of 22 actions.
  expect(together).toMatchObject({ value: 0.5, numerator: 11, denominator: 22, n: 3 });
  expect(together?.detail).toMatchObject({
    within: 1,
    p90: 1,
    granted: 66,
    unusedPrivileged: 5,
    privileged: 1,
  });
});

test("only what differs is written, and the same again is nothing", async () => {
  const rows = [workloadOf("i-1", "ec2.instance", true), workloadOf("i-2", "ec2.instance", false)];
  expect(await measure(first, day(2), rows)).toEqual({ begun: 2, ended: 0 });
  expect(await measure(first, day(3), rows)).toEqual({ begun: 0, ended: 0 });
  const mended = [workloadOf("i-1", "ec2.instance", true), workloadOf("i-2", "ec2.instance", true)];
  expect(await measure(first, day(4), mended)).toEqual({ begun: 1, ended: 1 });
  // A second attempt of the same run replaces what the first one wrote.
  expect(await measure(first, day(4), rows.slice(0, 1))).toEqual({ begun: 0, ended: 1 });
  expect(await loadMeasurements(pool, first, day(3))).toEqual(rows);
  expect(await loadMeasurements(pool, first, day(4))).toEqual(rows.slice(0, 1));
  const elsewhere = rows.map((row) => ({ ...row, region: "us-east-1" }));
  expect(await measure(first, day(5), [...rows, ...elsewhere])).toEqual({ begun: 3, ended: 0 });
});
