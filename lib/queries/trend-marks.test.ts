import { afterAll, beforeAll, expect, test } from "vitest";
import { recordControlVersions } from "#lib/store/control-versions.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { present } from "./moment.ts";
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
  expect(await listTrendMarks(present(), 90)).toEqual([]);
  const changed = daysAgo(20);
  await recordControlVersions(
    pool,
    [{ ...first, version: 2 }, other, { id: "vpc-bpa", version: 1 }],
    changed,
  );
  await recordControlVersions(pool, [{ ...first, version: 2 }, other], daysAgo(10));
  expect(await listTrendMarks(present(), 90)).toEqual([
    {
      day: dayOf(changed),
      changes: [
        { id: "iam-user-mfa", title: "Every IAM user has MFA", version: 2, added: false },
        { id: "vpc-bpa", title: "VPC Block Public Access", version: 1, added: true },
      ],
    },
  ]);
  expect(await listTrendMarks(present(), 15)).toEqual([]);
});
