import { afterAll, beforeAll, expect, test } from "vitest";
import { leftOut, resourceOf, threatOf } from "#lib/metrics/testing/measurements.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { mergeMeasurements } from "#lib/store/measurements.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { listExposedNetworks } from "./exposed-networks.ts";
import { past, present } from "./moment.ts";
import { getThreatTimes } from "./threat-times.ts";

const [mine, theirs] = ["111122223333", "444455556666"];
const hour = 3_600_000;
const first = new Date(Date.now() - 48 * hour);
const second = new Date(Date.now() - 24 * hour);
let database: FreshDatabase;
let pool: Pool;

const threat = (name: string, hoursBefore: number) =>
  draft(name, {
    source: "guardduty",
    kind: "threat",
    key: name,
    controlId: null,
    detectedAt: new Date(first.getTime() - hoursBefore * hour),
  });

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await seeOrganization(pool, first, [account(mine, "r-1"), account(theirs, "r-1")]);
  const threats = [threat("a", 1), threat("b", 2), threat("c", 9), threat("left-out", 100)];
  const merge = (asOf: Date, findings: typeof threats) =>
    mergeFindings(pool, {
      asOf,
      findings,
      resolve: () => ({ by: "source", source: "guardduty", accountIds: [mine], regions: null }),
    });
  await merge(first, threats);
  const { rows } = await pool.query<{ uid: string; key: string }>("select uid, key from finding");
  const at = (name: string) => threats.find(({ key }) => key === name)?.detectedAt?.toISOString() ?? "";
  const measured = rows.map(({ uid, key }) => {
    const made = threatOf(uid, 60, at(key));
    return key === "left-out" ? leftOut(made, "excluded", "minorSeverity") : made;
  });
  await mergeMeasurements(pool, {
    accountId: mine,
    asOf: first,
    metrics: ["detection-time", "network-exposure"],
    measured: [...measured, resourceOf("i-1", ["admin"]), resourceOf("i-2", ["web"]), resourceOf("i-3", [])],
  });
  await mergeMeasurements(pool, {
    accountId: theirs,
    asOf: first,
    metrics: ["network-exposure"],
    measured: [{ ...resourceOf("i-4", ["all"]), class: "reachable" }],
  });
  await merge(
    second,
    threats.filter(({ key }) => key !== "b"),
  );
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

const scope = { metric: "detection-time", accounts: null } as const;

test("tells how long after its detection a threat that counts was known and ended", async () => {
  // Known after 1, 2 and 9 hours; one of them ended a day after it was known.
  expect(await getThreatTimes(scope, present())).toEqual({
    pipeline: { n: 3, p50: 2 * 3600 },
    resolution: { n: 1, p50: 26 * 3600 },
  });
});

test("knows of no end that lies ahead, and of no threats of others", async () => {
  const before = past(new Date(second.getTime() - hour));
  expect((await getThreatTimes(scope, before)).resolution).toEqual({ n: 0, p50: null });
  expect((await getThreatTimes({ ...scope, accounts: [theirs] }, present())).pipeline.n).toBe(0);
});

test("lists the networks of what is exposed, the most exposed first", async () => {
  const networks = await listExposedNetworks({ metric: "network-exposure", accounts: null }, present());
  expect(networks.map(({ account, exposed, reachable }) => [account.id, exposed, reachable])).toEqual([
    [mine, 2, 0],
    [theirs, 1, 1],
  ]);
});
