import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MetricPoint, putMetricPoints } from "./metric-points.ts";
import { createPool, type Pool } from "./pool.ts";
import { loadScopeSums } from "./scope-sums.ts";
import { mergeScopeTallies, mergeTallies, type TallyRow } from "./tallies.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";
import { account, managementAccountId, organizationId, seeOrganization } from "./testing/organization.ts";

/*
 * r-1 ── management
 * └ ou-dev ── a
 *   └ ou-deep ── b
 * └ ou-prod ── c
 */
const a = "111111111111";
const b = "222222222222";
const c = "333333333333";
const dev = "r-1/ou-dev";
const deep = "r-1/ou-dev/ou-deep";
const tree = [account(a, dev), account(b, deep), account(c, "r-1/ou-prod")];

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

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
  await pool.query("truncate fact, tally, metric_point, account, organizational_unit, organization");
  await seeOrganization(pool, at(1), tree);
});

const row = (controlId: string, passed: number, failed: number, unknown = 0): TallyRow => ({
  controlId,
  passed,
  failed,
  unknown,
  notApplicable: 1,
  excepted: 0,
  causes: [],
});

const judge = (day: number, accountId: string, rows: TallyRow[]) =>
  mergeTallies(pool, { accountId, asOf: at(day), rows });
const sumUp = (day: number) => mergeScopeTallies(pool, { organizationId, asOf: at(day) });

/** Tallies on a day, as `scope control passed/failed/unknown/notApplicable failing unknown`. */
async function tallies(day: number): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', scope_id, control_id,
       concat_ws('/', passed, failed, unknown, not_applicable), failing_accounts, unknown_accounts) as line
     from tally where scope_id !~ '^[0-9]{12}$' and valid_from <= $1 and valid_to > $1`,
    [at(day)],
  );
  return rows.map((each) => each.line).sort();
}

test("an account counts for each unit above it, the root and the Organization", async () => {
  await judge(1, a, [row("mfa", 1, 2)]);
  await judge(1, b, [row("mfa", 10, 0, 3), row("keys", 5, 5)]);
  await judge(1, c, [row("mfa", 100, 40)]);
  await judge(1, managementAccountId, [row("mfa", 1_000, 0)]);
  await sumUp(1);
  expect(await tallies(1)).toEqual([
    "o-test keys 5/5/0/1 1 0",
    "o-test mfa 1111/42/3/4 2 1",
    "ou-deep keys 5/5/0/1 1 0",
    "ou-deep mfa 10/0/3/1 0 1",
    "ou-dev keys 5/5/0/1 1 0",
    "ou-dev mfa 11/2/3/2 1 1",
    "ou-prod mfa 100/40/0/1 1 0",
    "r-1 keys 5/5/0/1 1 0",
    "r-1 mfa 1111/42/3/4 2 1",
  ]);
});

test("an account that moves or is suspended counts where it stands now, and did where it stood", async () => {
  await judge(1, a, [row("mfa", 1, 2)]);
  await judge(1, c, [row("mfa", 100, 40)]);
  await sumUp(1);
  const first = await tallies(1);
  await seeOrganization(pool, at(2), [
    account(a, "r-1/ou-prod"),
    account(b, deep),
    account(c, "r-1/ou-prod", { state: "SUSPENDED" }),
  ]);
  await sumUp(2);
  expect(await tallies(2)).toEqual([
    "o-test mfa 1/2/0/1 1 0",
    "ou-prod mfa 1/2/0/1 1 0",
    "r-1 mfa 1/2/0/1 1 0",
  ]);
  expect(await tallies(1)).toEqual(first);
});

test("what repeats is not written, and a repeated run corrects itself without a past", async () => {
  expect(await judge(1, a, [row("mfa", 1, 2), row("keys", 0, 0)])).toBe(2);
  expect(await judge(2, a, [row("mfa", 1, 2), row("keys", 0, 0)])).toBe(0);
  expect(await sumUp(2)).toBe(6);
  expect(await sumUp(3)).toBe(0);
  await judge(4, a, [row("mfa", 3, 0)]);
  await judge(4, a, [row("mfa", 2, 1)]);
  const { rows } = await pool.query(
    `select control_id, passed, valid_from, nullif(valid_to, 'infinity') as valid_to from tally
     where scope_id = $1 order by control_id, valid_from`,
    [a],
  );
  expect(rows).toEqual([
    { control_id: "keys", passed: 0, valid_from: at(1), valid_to: at(4) },
    { control_id: "mfa", passed: 1, valid_from: at(1), valid_to: at(4) },
    { control_id: "mfa", passed: 2, valid_from: at(4), valid_to: null },
  ]);
});

test("a scope's coverage is its accounts' added up; an account without a point is one unseen Region, unless it is suspended", async () => {
  const covered = (scopeId: string, numerator: number, denominator: number): MetricPoint => ({
    scopeId,
    scopeKind: "account",
    metric: "coverage",
    numerator,
    denominator,
    value: numerator / denominator,
    n: denominator,
    unknown: denominator - numerator,
    excluded: {},
    coverage: numerator / denominator,
  });
  const suspended = account("444444444444", "r-1/ou-prod", { state: "SUSPENDED" });
  await seeOrganization(pool, at(1), [...tree, suspended]);
  await putMetricPoints(pool, at(1), [covered(a, 2, 3), covered(b, 1, 2)]);
  await judge(1, a, [row("mfa", 1, 2)]);
  await sumUp(1);
  const sums = await loadScopeSums(pool, organizationId, at(1));
  const lines = sums.map((sum) => `${sum.scopeId} ${sum.covered}/${sum.total} ${sum.tallies.length}`).sort();
  expect(lines).toEqual(["o-test 3/7 1", "ou-deep 1/2 0", "ou-dev 3/5 1", "ou-prod 0/1 0", "r-1 3/7 1"]);
});
