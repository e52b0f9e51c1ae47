import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { beginPreflight, completePreflight, setPreflightProgress } from "#lib/store/preflights.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { lackingReport } from "#lib/store/testing/preflight-report.ts";
import { getPreflight, startPreflight } from "./preflight.ts";
import { respond } from "./respond.ts";

const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: ["111122223333"] };
const ids = Array.from({ length: 30 }, (_, index) => String(111122220000 + index));
const [first = "", second = ""] = ids;
const accounts = Object.fromEntries(ids.map((id, index) => [id, `account-${index}`]));

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await prepareQueue(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query("truncate preflight"));

test("before the first there is nothing, and nothing is claimed", async () => {
  expect(await getPreflight(localViewer)).toEqual({ active: null, last: null });
});

test("one under way is told with how far it is, beside the last", async () => {
  const started = await startPreflight(localViewer);
  const id = BigInt(started?.id ?? "0");
  expect((await getPreflight(localViewer))?.active).toMatchObject({ state: "queued", total: 0 });
  await beginPreflight(pool, id);
  await setPreflightProgress(pool, id, { step: "Checked 2 of 30 accounts", done: 2, total: 30 });
  // What an account tells late does not turn it back.
  await setPreflightProgress(pool, id, { step: "Checked 1 of 30 accounts", done: 1, total: 30 });
  expect((await getPreflight(localViewer))?.active).toMatchObject({
    state: "running",
    requestedBy: "Local operator",
    step: "Checked 2 of 30 accounts",
    done: 2,
    total: 30,
  });
});

test("a second at once is a conflict, in a sentence", async () => {
  const started = await startPreflight(localViewer);
  const response = await respond(() => startPreflight(localViewer));
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    error: {
      code: "conflict",
      message: `Preflight ${started?.id} is still under way. Its result is the one to wait for.`,
      field: null,
    },
  });
});

test("the last is told with names, of many accounts the first, and with its age", async () => {
  const started = await startPreflight(localViewer);
  const report = lackingReport(accounts, { denied: first, closed: second });
  const everywhere = report.missing.map((each) => ({ ...each, accounts: [...ids] }));
  await completePreflight(pool, BigInt(started?.id ?? "0"), { ...report, missing: everywhere });
  const now = await getPreflight(localViewer);
  expect(now?.active).toBeNull();
  expect(now?.last?.stale).toBe(false);
  expect(now?.last?.report?.accounts).toBe(30);
  expect(now?.last?.report?.closedDoors.map((door) => door.accounts)).toEqual([
    { count: 1, everywhere: false, named: [{ id: second, name: "account-1" }] },
  ]);
  const [missing] = now?.last?.report?.missing ?? [];
  expect(missing?.accounts).toMatchObject({ count: 30, everywhere: true });
  expect(missing?.accounts.named).toHaveLength(20);
  const later = await getPreflight(localViewer, new Date(Date.now() + 25 * 3_600_000));
  expect(later?.last?.stale).toBe(true);
});

test("a report of another version is said to be one, not guessed at", async () => {
  await pool.query(
    `insert into preflight (state, requested_by, finished_at, result) values ('complete', 'x', now(), '{"old": 1}')`,
  );
  expect((await getPreflight(localViewer))?.last).toMatchObject({
    report: null,
    error: "It was stored by another version of Postern. Run the preflight again.",
  });
});

test("a viewer of some accounts gets the answer of what does not exist", async () => {
  await startPreflight(localViewer);
  expect(await getPreflight(limited)).toBeNull();
  expect(await startPreflight(limited)).toBeNull();
});
