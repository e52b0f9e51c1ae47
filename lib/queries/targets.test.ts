import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { past, present } from "./moment.ts";
import { listTargets } from "./target-list.ts";
import { setTargetNow } from "./target-requests.ts";

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

const of = async (moment = present()) =>
  (await listTargets(localViewer, moment)).targets.find(({ metric }) => metric === "network-exposure");
const ask = (value: unknown, viewer = localViewer) =>
  setTargetNow(viewer, { metric: "network-exposure", value, reason: `to ${value}` });

test("the latest target counts, what was set before is told, and none was set in the past", async () => {
  const start = new Date();
  expect(await of()).toMatchObject({
    target: { value: 0, set: null },
    default: 0,
    history: [],
    latest: null,
  });
  await ask(5);
  const between = new Date();
  // Two records of one metric cannot be of the same millisecond.
  await expect.poll(() => Date.now()).toBeGreaterThan(between.getTime() + 1);
  await ask(2);
  expect(await of()).toMatchObject({
    target: { value: 2, set: { by: localViewer.name, reason: "to 2" } },
    history: [{ value: 2 }, { value: 5, reason: "to 5" }],
  });
  expect(await of(past(between))).toMatchObject({ target: { value: 5 }, history: [{ value: 5 }] });
  expect(await of(past(new Date(start.getTime() - 1)))).toMatchObject({ target: { set: null }, history: [] });
});

test("what is set is never edited", async () => {
  await ask(3);
  await expect(pool.query("update target set value = 0")).rejects.toThrow("is a record");
});

test("a value that cannot be, or a viewer of some accounts, is refused by name", async () => {
  await expect(ask(1.5)).rejects.toMatchObject({ name: "BadInput", field: "value" });
  const some = { ...localViewer, accounts: ["111122223333"] };
  await expect(ask(1, some)).rejects.toMatchObject({ name: "BadInput", field: "metric" });
});
