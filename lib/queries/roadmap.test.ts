import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer } from "#lib/auth/viewer.ts";
import { type MetricPoint, putMetricPoints } from "#lib/store/metric-points.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { organizationId } from "#lib/store/testing/organization.ts";
import { past, present } from "./moment.ts";
import { getRoadmap } from "./roadmap.ts";
import { controlId, first, mine, recordTwoRuns, second, theirs } from "./testing/two-runs.ts";

let database: FreshDatabase;
let pool: Pool;

const administrators = (scopeId: string, numerator: number): MetricPoint => ({
  scopeId,
  scopeKind: scopeId === organizationId ? "organization" : "account",
  metric: "privileges.standing",
  numerator,
  denominator: 10,
  value: numerator,
  n: 10,
  unknown: 1,
  excluded: {},
  coverage: 1,
});

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await recordTwoRuns(pool);
  const [both, one] = [new Date("2026-02-01T06:00:00Z"), new Date("2026-02-10T06:00:00Z")];
  await putMetricPoints(pool, both, [administrators(mine, 4), administrators(theirs, 3)]);
  await putMetricPoints(pool, one, [administrators(mine, 4)]);
  await putMetricPoints(pool, second, [administrators(mine, 1), administrators(theirs, 2)]);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

const whole = { unit: null, account: null };
const phaseOf = async (moment = present(second), chosen: Parameters<typeof getRoadmap>[2] = whole) => {
  const roadmap = await getRoadmap(localViewer, moment, chosen);
  // The control that the two runs judged is of the second phase.
  const phase = roadmap?.phases.find(({ phase }) => phase === 2);
  return { here: roadmap?.here, ...phase, control: phase?.controls[0] };
};

test("a phase counts what its controls say in a scope at a moment, what is left first", async () => {
  expect(await phaseOf()).toMatchObject({
    tally: { passed: 6, failed: 4 },
    isDone: false,
    control: { id: controlId, state: "fail", failingAccounts: 2 },
  });
  expect(await phaseOf(past(first))).toMatchObject({ tally: { passed: 5, failed: 5 } });
  expect(await phaseOf(past(first), { unit: null, account: mine })).toMatchObject({
    tally: { passed: 1, failed: 3 },
  });
  expect(await phaseOf(past(first), { unit: "ou-1-labs", account: null })).toMatchObject({
    tally: { passed: 4, failed: 2 },
  });
});

test("a phase of which nothing was judged is not done", async () => {
  const { here } = await phaseOf();
  expect(here).toBe(1);
});

test("accounts together are summed by day, and a day on which one of them has no point is a gap", async () => {
  const some = { ...localViewer, accounts: [mine, theirs] };
  const roadmap = await getRoadmap(some, present(second), whole);
  const measure = roadmap?.success.find((each) => each.measure === "standing-administration");
  expect(measure).toMatchObject({ value: 3, n: 20, unknown: 2, before: { day: "2026-02-01", value: 7 } });
  expect(measure?.trend.map(({ day, value }) => [day, value])).toEqual([
    ["2026-02-01", 7],
    ["2026-02-20", 3],
  ]);
});

test("a scope that is not there, or not the viewer's, is none", async () => {
  const limited = { ...localViewer, accounts: [mine] };
  expect(await getRoadmap(localViewer, present(), { unit: null, account: "999999999999" })).toBeNull();
  expect(await getRoadmap(limited, present(), { unit: null, account: theirs })).toBeNull();
  expect((await getRoadmap(limited, present(), { unit: null, account: mine }))?.scope.id).toBe(mine);
});
