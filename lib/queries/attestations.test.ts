import { afterAll, beforeAll, expect, test } from "vitest";
import { BadInput } from "#lib/api/bad-input.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { attest, withdrawNow } from "./attestation-requests.ts";
import { listAttestations } from "./attestations.ts";
import { present } from "./moment.ts";

const mine = "111122223333";
const theirs = "444455556666";
const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const day = 86_400_000;
const now = new Date();

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await prepareQueue(pool);
  const earlier = new Date(now.getTime() - day);
  await seeOrganization(pool, earlier, [account(mine, "r-1"), account(theirs, "r-1")]);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

const say = (change: object = {}, { viewer = localViewer, at = new Date() } = {}) =>
  attest(
    viewer,
    {
      controlId: "slr-reviewed",
      accountId: null,
      met: true,
      attestedBy: "ada",
      statement: "Reviewed.",
      evidenceUrl: "https://wiki.example.com/1",
      validUntil: daysAfter(dayOf(now), 30),
      ...change,
    },
    at,
  );

async function standing({ viewer = localViewer, at = new Date() } = {}) {
  const { controls } = await listAttestations(viewer, present(at));
  const control = controls.find(({ id }) => id === "slr-reviewed");
  const said = control?.attestations.map((each) => `${each.account?.id ?? "all"} ${each.state}`);
  return [control?.state, ...(said ?? [])];
}

test.each([
  ["a control that AWS tells of", { controlId: "iam-user-mfa" }, "controlId"],
  ["an account nobody collects", { accountId: "999999999999" }, "accountId"],
  ["a day that is over", { validUntil: "2020-01-01" }, "validUntil"],
])("an attestation of %s names the field", async (_, change, field) => {
  const refused = await say(change).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(BadInput);
  expect(refused).toMatchObject({ field });
});

test("a viewer of one account speaks for it alone", async () => {
  await expect(say({}, { viewer: limited })).rejects.toThrow(BadInput);
  await expect(say({ accountId: theirs }, { viewer: limited })).rejects.toThrow(BadInput);
});

test("each is told with what became of it, and what is lacking", async () => {
  const { controls } = await listAttestations(localViewer, present());
  expect(controls.map(({ id, state }) => [id, state])).toEqual([
    ["slr-reviewed", "none"],
    ["idc-external-idp-mfa", "none"],
  ]);
  await say({}, { at: now });
  const later = await say({ met: false }, { at: new Date(now.getTime() + 1) });
  await say(
    { accountId: theirs, validUntil: daysAfter(dayOf(now), 10) },
    { at: new Date(now.getTime() + 2) },
  );
  const at = new Date(now.getTime() + 1_000);
  expect(await standing({ at })).toEqual(["in-force", `${theirs} expiring`, "all in-force", "all replaced"]);
  expect(await standing({ at, viewer: limited })).toEqual(["in-force", "all in-force", "all replaced"]);
  expect(await standing({ at: new Date(now.getTime() + 31 * day) })).toEqual([
    "over",
    `${theirs} expired`,
    "all expired",
    "all expired",
  ]);

  expect(await withdrawNow(limited, later.id)).toBeNull();
  expect(await withdrawNow(localViewer, later.id)).toEqual({ withdrawn: true });
  expect(await withdrawNow(localViewer, later.id)).toBeNull();
  expect(await standing()).toEqual(["in-force", `${theirs} expiring`, "all withdrawn", "all in-force"]);
});
