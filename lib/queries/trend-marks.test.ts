import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { recordControlVersions } from "#lib/store/control-versions.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { setTarget } from "#lib/store/targets.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { past, present } from "./moment.ts";
import { listTrendMarks } from "./trend-marks.ts";

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

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

test("marks the day a control changed or was added, and not the controls of the first run", async () => {
  const first = { id: "iam-user-mfa", version: 1 };
  const other = { id: "s3-tls-only", version: 1 };
  await recordControlVersions(pool, [first, other], daysAgo(40));
  await recordControlVersions(pool, [first, other], daysAgo(30));
  expect(await listTrendMarks(localViewer, present(), 90)).toEqual([]);
  const changed = daysAgo(20);
  await recordControlVersions(
    pool,
    [{ ...first, version: 2 }, other, { id: "vpc-bpa", version: 1 }],
    changed,
  );
  await recordControlVersions(pool, [{ ...first, version: 2 }, other], daysAgo(10));
  expect(await listTrendMarks(localViewer, present(), 90)).toEqual([
    {
      day: dayOf(changed),
      changes: [
        { kind: "control", id: "iam-user-mfa", title: "Every IAM user has MFA", version: 2, added: false },
        { kind: "control", id: "vpc-bpa", title: "VPC Block Public Access", version: 1, added: true },
      ],
    },
  ]);
  expect(await listTrendMarks(localViewer, present(), 15)).toEqual([]);
});

test("marks the days on which accounts joined and left, for who may see them, and not those of the first run", async () => {
  const [mine, theirs] = ["111122223333", "444455556666"];
  await seeOrganization(pool, daysAgo(60), [account(mine, "r-1")]);
  // Moved and renamed is neither joined nor left.
  await seeOrganization(pool, daysAgo(50), [account(mine, "r-1/ou-1", { name: "renamed" })]);
  const joined = daysAgo(40);
  await seeOrganization(pool, joined, [account(mine, "r-1"), account(theirs, "r-1")]);
  const left = daysAgo(30);
  await seeOrganization(pool, left, [account(mine, "r-1"), account(theirs, "r-1", { state: "SUSPENDED" })]);
  const scopes = async (viewer: Viewer, moment = present()) =>
    (await listTrendMarks(viewer, moment, 90)).flatMap(({ day, changes }) =>
      changes.filter(({ kind }) => kind === "scope").map((change) => [day, change]),
    );
  const both = [
    [dayOf(joined), { kind: "scope", joined: 1, left: 0 }],
    [dayOf(left), { kind: "scope", joined: 0, left: 1 }],
  ];
  expect(await scopes(localViewer)).toEqual(both);
  expect(await scopes({ ...localViewer, accounts: [mine] })).toEqual([]);
  expect(await scopes(localViewer, past(daysAgo(35)))).toEqual(both.slice(0, 1));
});

test("marks the day a target was set", async () => {
  await setTarget(pool, { metric: "detection-time", value: 600, reason: "until the hub is routed" }, "ana");
  const today = dayOf(new Date());
  const marks = await listTrendMarks(localViewer, present(), 90);
  expect(marks.at(-1)).toEqual({
    day: today,
    changes: [{ kind: "target", metric: "detection-time", value: 600 }],
  });
  expect((await listTrendMarks(localViewer, past(daysAgo(1)), 90)).map(({ day }) => day)).not.toContain(
    today,
  );
});
