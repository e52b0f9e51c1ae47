import { afterAll, beforeAll, expect, test } from "vitest";
import type { CoverageState } from "#lib/inventory/coverage.ts";
import { recordCoverage } from "./coverage.ts";
import { mergeFacts, type Observation } from "./facts.ts";
import { loadLogBuckets } from "./log-buckets.ts";
import { createPool, type Pool } from "./pool.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";
import { account, managementAccountId, seeOrganization } from "./testing/organization.ts";

const workload = "111122223333";
const archive = "222233334444";
const suspended = "333344445555";
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const locked = { enabled: true, mode: "COMPLIANCE", retentionDays: 365 };
const open = { enabled: false, mode: null, retentionDays: null };
const kind = "s3.bucket-object-lock";

let database: FreshDatabase;
let pool: Pool;

function trail(name: string, bucketName: string): Observation {
  const arn = `arn:aws:cloudtrail:us-east-1:${managementAccountId}:trail/${name}`;
  const payload = {
    arn,
    name,
    bucketName,
    multiRegion: true,
    organization: true,
    logging: true,
    logFileValidation: true,
    kmsKeyArn: null,
    logGroupArn: null,
    managementEvents: { read: "all" as const, write: "all" as const, excludedSources: [] },
    s3DataEvents: { read: "none" as const, write: "none" as const },
  };
  return { kind: "cloudtrail.trail", region: "us-east-1", resourceId: arn, payload };
}

function lock(name: string, payload: typeof locked | typeof open): Observation {
  return { kind, region: "global", resourceId: `arn:aws:s3:::${name}`, payload };
}

async function see(
  accountId: string,
  facts: readonly Observation[],
  state: CoverageState = "complete",
  unseen: string[] = [],
) {
  await mergeFacts(pool, { accountId, asOf: at(0), facts, complete: [] });
  const cause = state === "complete" ? null : { code: "AccessDenied", action: "s3:GetBucket", message: "no" };
  const entries = [{ region: "global", kind, state, cause, unseen }];
  await recordCoverage(pool, { accountId, runId: 1n, asOf: at(0), entries });
}

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  await seeOrganization(pool, at(0), [
    account(workload, "r-1"),
    account(archive, "r-1"),
    account(suspended, "r-1", { state: "SUSPENDED" }),
  ]);
  await see(workload, [
    trail("organization", "archived"),
    trail("own", "half-seen"),
    trail("other", "hidden"),
    trail("vendors", "elsewhere"),
    trail("late", "left-behind"),
  ]);
  await see(
    archive,
    [lock("archived", locked), lock("half-seen", open), lock("hidden", locked), lock("no-logs", locked)],
    "partial",
    ["arn:aws:s3:::hidden"],
  );
  await see(suspended, [lock("left-behind", locked)]);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("buckets that receive logs are told with their owner's lock, but not those that were not seen", async () => {
  expect(await loadLogBuckets(pool, at(1))).toEqual(
    new Map([
      ["arn:aws:s3:::archived", { name: "archived", ownerId: archive, lock: locked }],
      ["arn:aws:s3:::half-seen", { name: "half-seen", ownerId: archive, lock: open }],
    ]),
  );
});

test("what was seen more than a day ago tells nothing", async () => {
  expect((await loadLogBuckets(pool, at(24))).size).toBe(2);
  expect((await loadLogBuckets(pool, at(25))).size).toBe(0);
});
