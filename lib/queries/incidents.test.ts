import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { recordIncidentNow, withdrawIncidentNow } from "./incident-requests.ts";
import { listIncidents } from "./incidents.ts";
import { past, present } from "./moment.ts";

const [mine, theirs] = ["111122223333", "444455556666"] as const;
const limited = { ...localViewer, accounts: [mine] };

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  const accounts = [account(mine, "r-1", { name: "mine" }), account(theirs, "r-1")];
  await seeOrganization(pool, new Date(Date.now() - 86_400_000), accounts);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const record = (title: string, accountId: string | null, viewer = localViewer, now?: Date) =>
  recordIncidentNow(
    viewer,
    { title, reason: "Told by a partner.", accountId, breachStartedAt: hoursAgo(5), detectedAt: hoursAgo(3) },
    now,
  );

test("an incident is told to who may see its account, counts, and is taken back without being lost", async () => {
  const before = new Date();
  const { id } = await record("leak", mine);
  await record("theirs", theirs);
  await record("all", null);
  expect(await listIncidents(limited, present())).toMatchObject({
    summary: { n: 1, mean: 7200, p50: 7200 },
    incidents: [{ title: "leak", account: { id: mine, name: "mine" }, recordedBy: localViewer.name }],
  });
  expect((await listIncidents(localViewer, present())).summary.n).toBe(3);
  const between = new Date();
  expect((await listIncidents(localViewer, past(new Date(before.getTime() - 1)))).incidents).toEqual([]);

  expect(await withdrawIncidentNow({ ...localViewer, accounts: [theirs] }, id)).toBeNull();
  await expect.poll(() => Date.now()).toBeGreaterThan(between.getTime());
  expect(await withdrawIncidentNow(limited, id)).toEqual({ withdrawn: true });
  expect(await withdrawIncidentNow(limited, id)).toBeNull();
  expect(await listIncidents(limited, present())).toMatchObject({
    summary: { n: 0, mean: null },
    incidents: [{ title: "leak", withdrawnBy: localViewer.name }],
  });
  expect(await listIncidents(limited, past(between))).toMatchObject({
    summary: { n: 1 },
    incidents: [{ withdrawnAt: null, withdrawnBy: null }],
  });
  await expect(pool.query("update incident set title = 'other'")).rejects.toThrow();
});

test("an account that is not there, or not the viewer's, is the same refusal", async () => {
  for (const [id, viewer] of [
    ["999999999999", localViewer],
    [theirs, limited],
    [null, limited],
  ] as const)
    await expect(record("x", id, viewer)).rejects.toMatchObject({
      name: "BadInput",
      field: "accountId",
      message: "There is no such account.",
    });
  await expect(withdrawIncidentNow(localViewer, "no-such")).resolves.toBeNull();
});
