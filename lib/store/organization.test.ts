import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordCoverage } from "./coverage.ts";
import { mergeFacts } from "./facts.ts";
import { mergeFindings } from "./findings.ts";
import { findOrganization, getOrganization, listActiveAccounts } from "./organization.ts";
import { createPool, type Pool } from "./pool.ts";
import { mergeTallies } from "./tallies.ts";
import { draft } from "./testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";
import { account, managementAccountId, organizationId, seeOrganization } from "./testing/organization.ts";

const id = "111122223333";
const other = "444455556666";

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
  await pool.query("truncate fact, finding, coverage, tally, account, organizational_unit, organization");
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const inForce = "valid_from <= $1 and valid_to > $1";

/** How the account stood on a day: `state name path`. */
async function stood(day: number): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', state, name, ou_path) as line from account where id = $2 and ${inForce}`,
    [at(day), id],
  );
  return rows.map((row) => row.line);
}

/** What is known of an account on a day, table by table. */
async function known(day: number, accountId = id) {
  const count = async (table: string, column = "account_id") => {
    const { rows } = await pool.query(`select from ${table} where ${column} = $2 and ${inForce}`, [
      at(day),
      accountId,
    ]);
    return rows.length;
  };
  return {
    facts: await count("fact"),
    findings: await count("finding"),
    coverage: await count("coverage"),
    tallies: await count("tally", "scope_id"),
  };
}

const everything = { facts: 1, findings: 1, coverage: 1, tallies: 1 };
const nothing = { facts: 0, findings: 0, coverage: 0, tallies: 0 };

/** One fact, one finding, one coverage row and one tally. */
async function collect(accountId: string, day: number) {
  const asOf = at(day);
  await mergeFacts(pool, {
    accountId,
    asOf,
    facts: [
      {
        kind: "ec2.internet-gateway",
        region: "us-east-1",
        resourceId: "igw-1",
        payload: { id: "igw-1", vpcIds: [] },
      },
    ],
    complete: [],
  });
  await mergeFindings(pool, {
    asOf,
    findings: [draft("sg-1", { accountId })],
    resolve: () => ({ by: "none" }),
  });
  const kind = "ec2.internet-gateway";
  await recordCoverage(pool, {
    accountId,
    runId: BigInt(day),
    asOf,
    entries: [{ region: "us-east-1", kind, state: "complete", cause: null, unseen: [] }],
  });
  const counts = { passed: 0, failed: 1, unknown: 0, notApplicable: 0, excepted: 0, causes: [] };
  await mergeTallies(pool, { accountId, asOf, rows: [{ controlId: "sg-no-open-admin", ...counts }] });
}

describe("an account", () => {
  test("that moves and is renamed stands under its unit and name of each day", async () => {
    await seeOrganization(pool, at(1), [account(id, "r-1/ou-1-dev")]);
    await seeOrganization(pool, at(2), [account(id, "r-1/ou-1-prod")]);
    await seeOrganization(pool, at(3), [account(id, "r-1/ou-1-prod", { name: "payments" })]);
    expect(await stood(1)).toEqual([`ACTIVE account-${id} r-1/ou-1-dev`]);
    expect(await stood(2)).toEqual([`ACTIVE account-${id} r-1/ou-1-prod`]);
    expect(await stood(3)).toEqual(["ACTIVE payments r-1/ou-1-prod"]);
    expect(await stood(0)).toEqual([]);
  });

  test.each([
    { end: "is suspended", after: [account(id, "r-1", { state: "SUSPENDED" }), account(other, "r-1")] },
    { end: "is closed", after: [account(id, "r-1", { state: "CLOSED" }), account(other, "r-1")] },
    { end: "leaves the Organization", after: [account(other, "r-1")] },
  ])("that $end leaves the present with what is known of it, and stays in the past", async ({ after }) => {
    await seeOrganization(pool, at(1), [account(id, "r-1"), account(other, "r-1")]);
    await collect(id, 1);
    await collect(other, 1);
    await seeOrganization(pool, at(2), after);

    expect(await known(1)).toEqual(everything);
    expect(await known(2)).toEqual(nothing);
    expect(await known(2, other)).toEqual(everything);
    const { rows } = await pool.query("select account_id, ended from finding order by account_id");
    expect(rows).toEqual([
      { account_id: id, ended: "departed" },
      { account_id: other, ended: null },
    ]);
    const active = await listActiveAccounts(pool);
    expect(active.map((each) => each.id)).toEqual([managementAccountId, other]);
  });

  test("that comes back begins anew, and its absence stays empty", async () => {
    await seeOrganization(pool, at(1), [account(id, "r-1/ou-1-dev")]);
    await collect(id, 1);
    await seeOrganization(pool, at(2), []);
    await seeOrganization(pool, at(3), [account(id, "r-1/ou-1-prod")]);
    await collect(id, 3);
    expect(await stood(1)).toEqual([`ACTIVE account-${id} r-1/ou-1-dev`]);
    expect(await stood(2)).toEqual([]);
    expect(await stood(3)).toEqual([`ACTIVE account-${id} r-1/ou-1-prod`]);
    expect([await known(1), await known(2), await known(3)]).toEqual([everything, nothing, everything]);
    const { rows } = await pool.query("select opened_at, ended from finding order by valid_from");
    expect(rows).toEqual([
      { opened_at: at(1), ended: "departed" },
      { opened_at: at(3), ended: null },
    ]);
  });

  test("that is suspended while another detector still lists its findings does not bring them back", async () => {
    const hub = draft("arn:aws:s3:::b", {
      source: "security-hub",
      controlId: null,
      accountId: id,
      key: "h1",
    });
    const merge = (day: number) =>
      mergeFindings(pool, {
        asOf: at(day),
        findings: [hub],
        resolve: () => ({ by: "source", source: "security-hub", accountIds: null, regions: null }),
      });
    await seeOrganization(pool, at(1), [account(id, "r-1")]);
    await merge(1);
    for (const day of [2, 3]) {
      await seeOrganization(pool, at(day), [account(id, "r-1", { state: "SUSPENDED" })]);
      await merge(day);
    }
    expect((await known(1)).findings).toBe(1);
    expect((await known(2)).findings).toBe(0);
    expect((await known(3)).findings).toBe(0);
    const { rows } = await pool.query("select ended from finding");
    expect(rows).toEqual([{ ended: "departed" }]);
  });
});

test("the Organization's own facts outlive every departure", async () => {
  await seeOrganization(pool, at(1), [account(id, "r-1/ou-1-dev")]);
  await seeOrganization(pool, at(2), []);
  const { rows } = await pool.query("select kind from fact where valid_to = 'infinity' order by kind");
  expect(rows).toEqual([
    { kind: "organizations.account" },
    { kind: "organizations.organization" },
    { kind: "organizations.organizational-unit" },
  ]);
});

test("a reading without news writes no row", async () => {
  const versions = async () => {
    const { rows } = await pool.query(
      `select id, ctid::text, xmin::text from account union all
       select id, ctid::text, xmin::text from organizational_unit union all
       select id, ctid::text, xmin::text from organization order by 1`,
    );
    return rows;
  };
  await seeOrganization(pool, at(1), [account(id, "r-1/ou-1-dev")]);
  const before = await versions();
  await seeOrganization(pool, at(2), [account(id, "r-1/ou-1-dev")]);
  expect(await versions()).toEqual(before);
  expect(before).toHaveLength(5);
});

test("before any run no Organization is known, afterwards one is", async () => {
  expect(await findOrganization(pool)).toBeUndefined();
  await expect(getOrganization(pool)).rejects.toThrow("No run has read the Organization yet.");
  await seeOrganization(pool, at(1), []);
  expect(await getOrganization(pool)).toEqual({ id: organizationId, managementAccountId });
});
