import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { mergeDisagreements } from "#lib/store/disagreements.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { exportRows } from "./datasets.ts";

const [mine, theirs] = ["111122223333", "444455556666"];
const at = (hour: number) => new Date(Date.UTC(2026, 0, 10, hour));

let database: FreshDatabase;
let pool: Pool;

/** Security Hub passes what we fail in both accounts from 1 on; at 5 it is over in ours. */
beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 2);
  const statement = {
    uid: "00000000-0000-0000-0000-000000000001",
    status: "passed" as const,
    region: "us-east-1",
    detectorControl: "S3.5",
    resourceId: "arn:aws:s3:::logs",
    key: "arn:of:the-finding",
    title: "S3 general purpose buckets should require requests to use SSL",
  };
  const found = {
    controlId: "s3-tls-only",
    region: "global",
    resourceId: "arn:aws:s3:::logs",
    resourceType: "s3.bucket",
    verdict: "fail" as const,
    evidence: { summary: "No statement denies plain HTTP.", fragments: [] },
    statement,
  };
  for (const accountId of [mine, theirs])
    await mergeDisagreements(pool, { accountId, asOf: at(1), found: [found], isOver: () => true });
  await mergeDisagreements(pool, { accountId: mine, asOf: at(5), found: [], isOver: () => true });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function exported(viewer: Viewer, hour: number) {
  const rows: Record<string, unknown>[] = [];
  for await (const row of exportRows(viewer, pool, "disagreements", at(hour))) rows.push(row);
  return rows;
}

test("disagreements stand as they stood, with what each side says", async () => {
  const [first, second] = await exported(localViewer, 3);
  expect(first).toEqual({
    account: mine,
    region: "global",
    resource: "arn:aws:s3:::logs",
    control: "s3-tls-only",
    verdict: "fail",
    evidence: "No statement denies plain HTTP.",
    detectorControl: "S3.5",
    detectorRegion: "us-east-1",
    detectorVerdict: "passed",
    detectorEvidence: "Security Hub says that arn:aws:s3:::logs passes S3.5.",
    detectorFinding: "arn:of:the-finding",
    openedAt: "2026-01-10T01:00:00.000Z",
  });
  expect(second).toMatchObject({ account: theirs });
  expect(await exported(localViewer, 0)).toEqual([]);
  expect(await exported(localViewer, 6)).toMatchObject([{ account: theirs }]);
});

test("a viewer of one account sees none of another's", async () => {
  expect(await exported({ ...localViewer, accounts: [mine] }, 3)).toMatchObject([{ account: mine }]);
  expect(await exported({ ...localViewer, accounts: [mine] }, 6)).toEqual([]);
});
