import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { controls } from "#lib/controls/registry.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { mergeScopeTallies, mergeTallies } from "#lib/store/tallies.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { getFramework, listFrameworks } from "./frameworks.ts";
import { present } from "./moment.ts";

const clean = "111122223333";
const open = "444455556666";
const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [clean] };
const asOf = new Date(Date.UTC(2026, 0, 1));

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await pool.query("insert into organization values ('o-test', $1, 'ALL', 'r-root', $2, 'infinity')", [
    clean,
    asOf,
  ]);
  await pool.query(
    "insert into organizational_unit values ('r-root', 'Root', null, 'r-root', $1, 'infinity')",
    [asOf],
  );
  await pool.query(
    `insert into account values ($1, 'clean', 'c@example.com', 'ACTIVE', 'r-root', 'r-root', null, $3, 'infinity'),
       ($2, 'open', 'o@example.com', 'ACTIVE', 'r-root', 'r-root', null, $3, 'infinity')`,
    [clean, open, asOf],
  );
  const counts = { passed: 1, failed: 0, unknown: 0, notApplicable: 0, excepted: 0, causes: [] };
  const rows = controls.map(({ id }) => ({ ...counts, controlId: id }));
  await mergeTallies(pool, { accountId: clean, asOf, rows });
  await mergeTallies(pool, {
    accountId: open,
    asOf,
    rows: rows.map((row) => (row.controlId === "s3-bpa-account" ? { ...row, passed: 0, failed: 1 } : row)),
  });
  await mergeScopeTallies(pool, { organizationId: "o-test", asOf });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function stateOf(viewer: Viewer, account: string | null, requirement: string) {
  const found = await getFramework(viewer, present(), "cis-5.0", account);
  const all = found?.sections.flatMap(({ requirements }) => requirements);
  return all?.find(({ id }) => id === requirement)?.state;
}

test("a requirement fails in the organization where it fails in one account, and only there", async () => {
  expect(await stateOf(localViewer, null, "2.1.4")).toBe("fail");
  expect(await stateOf(localViewer, open, "2.1.4")).toBe("fail");
  expect(await stateOf(localViewer, clean, "2.1.4")).toBe("pass");
});

test("what no control answers is not covered, however well everything else stands", async () => {
  expect(await stateOf(localViewer, clean, "1.1")).toBe("not-covered");
  const all = await listFrameworks(localViewer, present(), clean);
  const cis = all?.frameworks.find(({ id }) => id === "cis-5.0");
  expect(cis?.states.fail).toBe(0);
  expect(cis?.states["not-covered"]).toBe(63 - (cis?.covered ?? 0));
  expect(cis?.states.pass).toBe(cis?.covered);
});

test("the sections hold every requirement of the framework once", async () => {
  const found = await getFramework(localViewer, present(), "fsbp", null);
  const ids = found?.sections.flatMap(({ requirements }) => requirements.map(({ id }) => id)) ?? [];
  expect(new Set(ids).size).toBe(found?.framework.requirements);
  expect(ids).toHaveLength(found?.framework.requirements ?? 0);
});

test("a viewer of one account gets its standing, and for others what does not exist", async () => {
  expect(await stateOf(limited, null, "2.1.4")).toBe("pass");
  expect(await stateOf(limited, clean, "2.1.4")).toBe("pass");
  expect(await listFrameworks(limited, present(), open)).toBeNull();
  expect(await getFramework(limited, present(), "cis-5.0", open)).toBeNull();
  expect(await listFrameworks(localViewer, present(), "999999999999")).toBeNull();
  expect(await getFramework(localViewer, present(), "security-hub", null)).toBeNull();
  expect(JSON.stringify(await getFramework(limited, present(), "cis-5.0", null))).not.toContain(open);
});
