import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BadFilter } from "#lib/api/filters.ts";
import { defaultMetricFilter, type MetricFilter } from "#lib/api/metric-filter.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { type MeasuredMetric, type Measurement, measuredMetrics } from "#lib/metrics/measurement.ts";
import { type Summary, summarize } from "#lib/metrics/summary.ts";
import { leftOut, principalOf, resourceOf, threatOf, workloadOf } from "#lib/metrics/testing/measurements.ts";
import { mergeMeasurements } from "#lib/store/measurements.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { summarizeUnits } from "#lib/store/scope-measures.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, organizationId, seeOrganization } from "#lib/store/testing/organization.ts";
import { getMetricPage } from "./metric.ts";
import { type Moment, past, present } from "./moment.ts";
import { getOverview } from "./overview.ts";

const mine = "111122223333";
const theirs = "444455556666";
const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const first = daysAgo(20);
const second = daysAgo(2);
let database: FreshDatabase;
let pool: Pool;

const pointOf =
  (scopeId: string, scopeKind: "account" | "organization" | "organizational-unit") =>
  ([metric, summary]: readonly [string, Summary]) => ({
    scopeId,
    scopeKind,
    metric,
    ...summary,
    coverage: 1,
  });

/** What a run's end does: keeps what was measured, and the points of accounts, units and the Organization. */
async function measured(asOf: Date, by: Readonly<Record<string, readonly Measurement[]>>) {
  for (const [accountId, own] of Object.entries(by)) {
    await mergeMeasurements(pool, { accountId, asOf, metrics: measuredMetrics, measured: own });
    const summaries = measuredMetrics.map((metric) => [metric, summarize(metric, own)] as const);
    await putMetricPoints(pool, asOf, [
      ...summaries.map(pointOf(accountId, "account")),
      ...summaries.slice(0, 1).map(([, summary]) => pointOf(accountId, "account")(["score", summary])),
    ]);
  }
  const units = await summarizeUnits(pool, organizationId, asOf);
  await putMetricPoints(
    pool,
    asOf,
    units.flatMap(({ scopeId, metric, ...summary }) => {
      const point = pointOf(scopeId, scopeId === organizationId ? "organization" : "organizational-unit");
      return metric === "detection-time"
        ? [point([metric, summary]), point(["score", summary])]
        : [point([metric, summary])];
    }),
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await seeOrganization(pool, first, [account(mine, "r-1/ou-root-prod"), account(theirs, "r-1")]);
  const threat = (id: string, seconds: number) => threatOf(id, seconds, daysAgo(25).toISOString());
  await measured(first, {
    [mine]: [threat("t-1", 100), workloadOf("i-1", "ec2.instance", false), principalOf("p-1", 9, 10)],
    [theirs]: [threat("t-2", 500), workloadOf("i-2", "ec2.instance", false)],
  });
  const open = Array.from({ length: 60 }, (_, index) =>
    resourceOf(`r-${index}`, index < 55 ? ["admin"] : []),
  );
  await measured(second, {
    [mine]: [
      threat("t-1", 100),
      workloadOf("i-1", "ec2.instance", true),
      principalOf("p-1", 9, 10),
      principalOf("p-2", 0, 10),
      leftOut(principalOf("p-3", 5, 10), "excluded", "young"),
    ],
    [theirs]: [
      threat("t-2", 500),
      workloadOf("i-2", "ec2.instance", false),
      principalOf("p-4", 1, 2),
      ...open,
    ],
  });
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

function page(
  metric: MeasuredMetric,
  filter: Partial<MetricFilter> = {},
  viewer = localViewer,
  moment: Moment = present(),
) {
  return getMetricPage(viewer, moment, metric, { ...defaultMetricFilter, ...filter });
}

describe("a metric's page", () => {
  test("tells the Organization's number, its change and the parts below it", async () => {
    const found = await page("identity-coverage");
    // One of two workloads; neither of them 18 days before.
    expect(found?.headline).toMatchObject({ latest: { value: 0.5, n: 2 }, before: { value: 0 } });
    expect(found?.headline.trend.map(({ value }) => value)).toEqual([0, 0.5]);
    expect(found?.headline.target).toEqual({ value: 1, set: null });
    // Worst first.
    expect(found?.accounts.map(({ id, latest }) => [id, latest?.value])).toEqual([
      [theirs, 0],
      [mine, 1],
      ["100000000001", undefined],
    ]);
    expect(found?.units.map(({ id, latest }) => [id, latest?.value])).toEqual([["ou-root-prod", 1]]);
  });

  test("of a unit or an account is theirs alone", async () => {
    const unit = await page("permission-utilization", { unit: "ou-root-prod" });
    expect(unit?.scope).toMatchObject({ kind: "organizational-unit", id: "ou-root-prod" });
    expect(unit?.above.map(({ kind }) => kind)).toEqual(["organization", "organizational-unit"]);
    expect(unit?.headline.latest).toMatchObject({ value: 0.45, n: 2, excluded: { young: 1 } });
    expect(unit?.distribution.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const own = await page("permission-utilization", { account: theirs });
    expect(own?.rows.map(({ subjectId, value }) => [subjectId, value])).toEqual([["p-4", 0.5]]);
  });

  test("is told as it was", async () => {
    const then = await page("identity-coverage", {}, localViewer, past(daysAgo(10)));
    expect(then?.headline).toMatchObject({ latest: { value: 0 }, before: null });
    expect(then?.rows.map(({ subjectId, class: own }) => [subjectId, own])).toEqual([
      ["i-1", "none"],
      ["i-2", "none"],
    ]);
    expect(await page("identity-coverage", {}, localViewer, past(daysAgo(30)))).toBeNull();
  });

  test("pages through what it rests on, the worst first, each thing once", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const found: Awaited<ReturnType<typeof page>> = await page("network-exposure", { cursor });
      seen.push(...(found?.rows.map(({ subjectId }) => subjectId) ?? []));
      cursor = found?.nextCursor ?? null;
    } while (cursor !== null);
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    expect(seen.slice(55).sort()).toEqual(["r-55", "r-56", "r-57", "r-58", "r-59"]);
    const closed = await page("network-exposure", { class: "closed" });
    expect(closed?.rows).toHaveLength(5);
    await expect(page("network-exposure", { cursor: "nonsense" })).rejects.toThrow(BadFilter);
  });

  test("a viewer of one account sees what is theirs, and nothing of the others", async () => {
    const found = await page("permission-utilization", {}, limited);
    expect(found?.headline.latest).toMatchObject({ value: 0.45, n: 2 });
    // 0.9 alone at first, then 0.9 and 0.
    expect(found?.headline.trend.map(({ value }) => value)).toEqual([0.9, 0.45]);
    expect(found?.accounts.map(({ id }) => id)).toEqual([mine]);
    expect(found?.units).toEqual([]);
    expect(found?.rows.map(({ account: { id } }) => id)).toEqual([mine, mine, mine]);
    expect(await page("permission-utilization", { account: theirs }, limited)).toBeNull();
    expect(await page("permission-utilization", { unit: "ou-none" }, limited)).toBeNull();
    expect(JSON.stringify(found)).not.toContain(theirs);
  });
});

test("the overview leads with the four metrics, of all that the viewer may see", async () => {
  const all = await getOverview(localViewer, present());
  expect(all.headlines.map(({ metric, latest }) => [metric, latest?.value])).toEqual([
    ["detection-time", 300],
    // 0.9, 0 and 0.5.
    ["permission-utilization", 0.5],
    ["identity-coverage", 0.5],
    ["network-exposure", 55],
  ]);
  const own = await getOverview(limited, present());
  expect(own.headlines.map(({ metric, latest }) => [metric, latest?.value ?? null])).toEqual([
    ["detection-time", 100],
    ["permission-utilization", 0.45],
    ["identity-coverage", 1],
    ["network-exposure", null],
  ]);
});
