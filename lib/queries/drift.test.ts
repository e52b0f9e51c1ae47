import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DriftFilter, defaultDriftFilter, parseDriftFilter } from "#lib/api/drift-filter.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { defaultSla } from "#lib/config.ts";
import { loadDrift } from "#lib/store/own-evidence.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { getDrift } from "./drift.ts";
import { getFinding } from "./finding.ts";
import { type Moment, past, present } from "./moment.ts";
import {
  controlId,
  dayOfRun,
  joiner,
  leaver,
  mine,
  otherControl,
  recordSeveralRuns,
  theirs,
} from "./testing/several-runs.ts";

const limited: Viewer = { id: "v", name: "Viewer of another account", accounts: [theirs] };
const now = present(new Date("2026-03-20T12:00:00Z"));
const endOf = (day: number) => past(new Date(dayOfRun(day).getTime() + 17 * 3_600_000));

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await recordSeveralRuns(pool);
  // The first two runs did not keep their limits; the last one gave critical findings 15 days.
  const keep = "update run set drift_sla_days = $1 where as_of >= $2";
  await pool.query(keep, [JSON.stringify(defaultSla), dayOfRun(5)]);
  await pool.query(keep, [JSON.stringify({ ...defaultSla, critical: 15 }), dayOfRun(9)]);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

async function drift(moment: Moment, change: Partial<DriftFilter> = {}, viewer = localViewer) {
  const found = await getDrift(viewer, moment, { ...defaultDriftFilter, ...change });
  if (found === null) throw new Error("There is no such scope.");
  return found;
}

type Drift = Awaited<ReturnType<typeof drift>>;
const names = ({ findings }: Pick<Drift, "findings">) =>
  findings.map(({ resourceId }) => resourceId.replace(/^.*sg-/, "")).sort();

describe("what opened after its control first gave a verdict there", () => {
  test("is drift while it is open and no exception holds it", async () => {
    // Of the first run are `stays` and `theirs`; `held` and `new2` are excepted; the control of `newer` and that of the
    // account that joined have no verdict.
    expect(names(await drift(now))).toEqual(["back", "flips", "free", "latest", "new", "once", "worse"]);
    expect(names(await drift(endOf(5)))).toEqual(["came", "gone", "worse"]);
    expect(names(await drift(endOf(1)))).toEqual([]);
  });

  test.each([1, 3, 5, 7, 9])("is what the control is given, on the %ith", async (day) => {
    const asOf = dayOfRun(day);
    for (const accountId of [mine, theirs]) {
      const given = await loadDrift(pool, { accountId, asOf });
      const shown = await drift(past(asOf), { account: accountId });
      expect(names(shown)).toEqual(
        given.map(({ payload }) => payload.resourceId.replace(/^.*sg-/, "")).sort(),
      );
    }
  });

  test("of one account, unit and control", async () => {
    expect(names(await drift(now, { account: theirs }))).toEqual([]);
    expect(names(await drift(now, { unit: "ou-1-labs" }))).toHaveLength(7);
    expect(names(await drift(now, { unit: "ou-1-prod" }))).toEqual([]);
    expect(names(await drift(now, { control: controlId }))).toHaveLength(7);
    expect(names(await drift(now, { control: otherControl }))).toEqual([]);
  });
});

describe("its age", () => {
  test("is counted against the limits of the run that was the last one then", async () => {
    const later = await drift(now);
    expect(later.limits?.critical).toBe(15);
    expect(later.counts.critical).toEqual({ open: 7, overdue: 3 });
    expect(names({ findings: later.findings.slice(0, 3) })).toEqual(["free", "once", "worse"]);
    expect(later.findings[0]).toMatchObject({
      ageDays: 17,
      limitDays: 15,
      dueAt: "2026-03-18T06:00:00.000Z",
    });
    expect(later.findings.at(-1)).toMatchObject({ ageDays: 11, dueAt: "2026-03-24T06:00:00.000Z" });
    const earlier = await drift(endOf(5));
    expect(earlier.counts.critical).toEqual({ open: 3, overdue: 1 });
    expect(earlier.findings[0]).toMatchObject({ ageDays: 2, limitDays: 1 });
  });

  test("is over only when more than those days have passed", async () => {
    const due = Date.parse("2026-03-18T06:00:00Z");
    expect((await drift(present(new Date(due)))).counts.critical.overdue).toBe(0);
    expect((await drift(present(new Date(due + 1)))).counts.critical.overdue).toBe(3);
  });

  test("has no limit where no run kept one", async () => {
    const found = await drift(endOf(3));
    expect(found.limits).toBeNull();
    expect(names(found)).toEqual(["fixed", "held", "once", "twice", "worse"]);
    expect(found.counts).toMatchObject({ critical: { open: 4, overdue: 0 }, high: { open: 1, overdue: 0 } });
    expect(found.findings[0]).toMatchObject({ limitDays: null, dueAt: null });
  });
});

test("pages follow each other without gap or repetition, what is due first on top", async () => {
  await pool.query(
    `insert into finding (uid, source, kind, account_id, region, key, control_id, resource_id, resource_type, severity,
       title, evidence, hash, opened_at, valid_from, valid_to)
     select gen_random_uuid(), source, kind, account_id, region, key || n, control_id, resource_id, resource_type,
       case when n <= 60 then 'informational'::severity else 'high' end, title, evidence, hash, $1, $1, 'infinity'
     from finding, generate_series(1, 120) n where resource_id like '%sg-latest' and valid_to = 'infinity'`,
    [dayOfRun(12)],
  );
  const seen: string[] = [];
  const limits: (number | null)[] = [];
  for (let cursor: string | null = null, page = 0; page < 3; page++) {
    const found: Drift = await drift(now, { cursor });
    seen.push(...found.findings.map(({ uid }) => uid));
    limits.push(...found.findings.map(({ limitDays }) => limitDays));
    cursor = found.nextCursor;
    expect(cursor === null).toBe(page === 2);
  }
  expect(new Set(seen).size).toBe(127);
  expect(limits.slice(-60)).toEqual(Array.from({ length: 60 }, () => null));
  await pool.query("delete from finding where opened_at = $1", [dayOfRun(12)]);
  await expect(drift(now, { cursor: "nonsense" })).rejects.toThrow("cursor");
});

test("a finding says how it stands", async () => {
  const uidOf = async (name: string) => {
    const { rows } = await pool.query<{ uid: string }>("select uid from finding where resource_id like $1", [
      `%:${mine}:%sg-${name}`,
    ]);
    return rows[0]?.uid ?? "";
  };
  const standing = async (name: string, moment: Moment) =>
    (await getFinding(localViewer, moment, await uidOf(name)))?.drift;
  expect(await standing("worse", now)).toEqual({
    ageDays: 17,
    limitDays: 15,
    dueAt: "2026-03-18T06:00:00.000Z",
  });
  expect(await standing("worse", endOf(5))).toMatchObject({ ageDays: 2, limitDays: 1 });
  expect(await standing("stays", now)).toBeNull();
  expect(await standing("held", now)).toBeNull();
  expect(await standing("fixed", now)).toBeNull();
});

test("a viewer of another account learns nothing of it", async () => {
  const found = await drift(now, {}, limited);
  expect(found.findings).toEqual([]);
  for (const secret of [mine, leaver, joiner, "new name"])
    expect(JSON.stringify(found)).not.toContain(secret);
  expect(await getDrift(limited, now, { ...defaultDriftFilter, account: mine })).toBeNull();
  expect(await getDrift(localViewer, now, { ...defaultDriftFilter, account: "000000000000" })).toBeNull();
  expect(await getDrift(localViewer, now, { ...defaultDriftFilter, control: "no-such" })).toBeNull();
});

test("a filter that cannot be understood is refused by name", () => {
  expect(() => parseDriftFilter(new URLSearchParams({ account: "12" }))).toThrow("account: must be");
  expect(() => parseDriftFilter(new URLSearchParams({ unit: "all" }))).toThrow("unit: must be");
});
