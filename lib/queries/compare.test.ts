import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChangeKind, parseCompareFilter } from "#lib/api/compare-filter.ts";
import type { ChangesDto } from "#lib/api/dto/compare.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { compareMoments, getRecentChanges } from "./compare.ts";
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

const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const now = new Date("2026-03-20T12:00:00Z");

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await recordSeveralRuns(pool);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}`;

function compare(
  query: Readonly<Record<string, string>>,
  viewer = localViewer,
  moment: Moment = present(now),
) {
  return compareMoments(viewer, moment, parseCompareFilter(new URLSearchParams(query), moment.at));
}

async function changesOf(
  query: Readonly<Record<string, string>>,
  viewer = localViewer,
  moment: Moment = present(now),
): Promise<ChangesDto> {
  const changes = (await compare(query, viewer, moment))?.changes;
  if (!changes) throw new Error("There is nothing to compare.");
  return changes;
}

/** The findings that changed, by kind, each as the name of its resource. */
function named({ findings }: ChangesDto): Partial<Record<ChangeKind, string[]>> {
  const names: Partial<Record<ChangeKind, string[]>> = {};
  for (const { change, resourceId } of findings)
    names[change] = [...(names[change] ?? []), resourceId.replace(/^.*sg-/, "")].sort();
  return names;
}

/** From the 3rd to the 7th, by the history that is written down in testing/several-runs.ts. */
const thirdToSeventh = {
  new: ["new", "new2", "newer"],
  regressed: ["back", "flips", "twice"],
  reopened: ["free"],
  fixed: ["fixed", "other"],
  excepted: ["held"],
  departed: ["left"],
};

describe("findings", () => {
  test("each change has its kind; what was excepted in between alone, or changed its severity, has none", async () => {
    const changes = await changesOf({ from: day(3), to: day(7) });
    expect(named(changes)).toEqual(thirdToSeventh);
    // `came` and `gone` were there on the 5th alone.
    expect(changes.cameAndWent).toBe(2);
  });

  test.each(Object.keys(thirdToSeventh))("of one kind alone: %s", async (kind) => {
    const changes = await changesOf({ from: day(3), to: day(7), kind });
    expect(named(changes)).toEqual(
      Object.fromEntries(Object.entries(thirdToSeventh).filter(([k]) => k === kind)),
    );
  });

  test("the counts are of the whole list, by severity and by control", async () => {
    const { bySeverity, byControl } = await changesOf({ from: day(3), to: day(7), kind: "new" });
    const all = Object.entries(bySeverity).map(([kind, counts]) => [kind, counts.critical, counts.high]);
    expect(all).toEqual([
      ["new", 3, 0],
      ["regressed", 3, 0],
      ["reopened", 1, 0],
      ["fixed", 2, 0],
      ["excepted", 1, 0],
      ["departed", 1, 0],
    ]);
    expect(byControl.map(({ controlId: id, counts }) => [id, counts.new, counts.fixed])).toEqual([
      [controlId, 2, 2],
      [otherControl, 1, 0],
    ]);
  });

  test("until now they are those until the last run", async () => {
    expect(named(await changesOf({ from: day(7) }))).toEqual({ new: ["joined", "latest"], fixed: ["twice"] });
    expect(named(await changesOf({ from: day(3) }))).toEqual({
      ...thirdToSeventh,
      new: ["joined", "latest", "new", "new2", "newer"],
      regressed: ["back", "flips"],
      fixed: ["fixed", "other", "twice"],
    });
    expect(named(await changesOf({ from: day(10) }))).toEqual({});
  });

  test("a moment within a day tells the run before it from the one after", async () => {
    expect(named(await changesOf({ from: "2026-03-09T05:59:59Z" })).new).toEqual(["joined", "latest"]);
    expect(named(await changesOf({ from: "2026-03-09T06:00:00Z" }))).toEqual({});
  });

  test("are shown as they were on their side, with when they changed", async () => {
    const { findings } = await changesOf({ from: day(3), to: day(7) });
    const row = (name: string) => findings.find(({ resourceId }) => resourceId.endsWith(`sg-${name}`));
    expect(row("fixed")).toMatchObject({ status: "open", changedAt: dayOfRun(5).toISOString() });
    expect(row("held")).toMatchObject({ status: "excepted", changedAt: dayOfRun(5).toISOString() });
    expect(row("free")).toMatchObject({ status: "open", changedAt: dayOfRun(7).toISOString() });
    expect(row("new2")).toMatchObject({ status: "excepted", changedAt: dayOfRun(7).toISOString() });
    expect(row("left")).toMatchObject({ account: { name: "leaver" }, changedAt: dayOfRun(7).toISOString() });
  });

  test("of one account, one unit and one control", async () => {
    const span = { from: day(3), to: day(7) };
    expect(named(await changesOf({ ...span, account: theirs }))).toEqual({
      new: ["newer"],
      fixed: ["other"],
    });
    expect(named(await changesOf({ ...span, control: otherControl }))).toEqual({ new: ["newer"] });
    // Mine was in that unit on the 3rd, and is compared with itself.
    expect(named(await changesOf({ ...span, unit: "ou-1-prod" }))).toMatchObject({ new: ["new", "new2"] });
    expect(named(await changesOf({ from: day(7), account: joiner }))).toEqual({ new: ["joined"] });
    expect(named(await changesOf({ ...span, account: leaver }))).toEqual({ departed: ["left"] });
  });

  test("pages follow each other without gap or repetition", async () => {
    await pool.query(
      `insert into finding (uid, source, kind, account_id, region, key, control_id, resource_id, resource_type, severity,
         title, evidence, hash, opened_at, valid_from, valid_to)
       select gen_random_uuid(), source, kind, account_id, region, key || n, 'many-findings', resource_id,
         resource_type, severity, title, evidence, hash, $1, $1, 'infinity'
       from finding, generate_series(1, 120) n where resource_id like '%sg-stays' and valid_to = 'infinity'`,
      [dayOfRun(12)],
    );
    const seen: string[] = [];
    for (let cursor: string | null = "", page = 0; cursor !== null; page++) {
      const changes: ChangesDto = await changesOf({ from: day(11), ...(cursor === "" ? {} : { cursor }) });
      expect(changes.findings.length).toBe([50, 50, 20][page]);
      expect(changes.bySeverity.new.critical).toBe(120);
      seen.push(...changes.findings.map(({ uid }) => uid));
      cursor = changes.nextCursor;
    }
    expect(new Set(seen).size).toBe(120);
    await pool.query("delete from finding where control_id = 'many-findings'");
    await expect(changesOf({ from: day(11), cursor: "nonsense" })).rejects.toThrow("cursor");
  });
});

test("evidence that was lost, and regained, with why", async () => {
  const { evidenceLost, evidenceRegained } = await changesOf({ from: day(3), to: day(7) });
  expect(evidenceLost).toMatchObject({
    count: 1,
    rows: [{ account: { id: mine }, control: { id: controlId }, causes: [{ action: "iam:ListUsers" }] }],
  });
  expect(evidenceRegained).toMatchObject({
    count: 1,
    rows: [{ account: { id: theirs }, causes: [{ action: "iam:ListUsers" }] }],
  });
  expect(await changesOf({ from: day(7) })).toMatchObject({
    evidenceLost: { count: 0, rows: [] },
    evidenceRegained: { count: 0 },
  });
});

test("accounts, controls, targets and the score", async () => {
  const changes = await changesOf({ from: day(3) });
  expect(changes.accounts).toEqual([
    { account: { id: joiner, name: "joiner" }, what: "joined", from: null, to: "unit ou-1-prod" },
    { account: { id: leaver, name: "leaver" }, what: "left", from: "unit ou-1-labs", to: null },
    { account: { id: mine, name: "new name" }, what: "moved", from: "unit ou-1-prod", to: "unit ou-1-labs" },
    { account: { id: mine, name: "new name" }, what: "renamed", from: "old name", to: "new name" },
  ]);
  expect(changes.controls).toMatchObject([
    { id: controlId, version: 2, added: false, at: dayOfRun(5).toISOString() },
  ]);
  expect(changes.targets).toEqual([{ metric: "detection-time", from: 300, to: 120 }]);
  expect(changes.score).toMatchObject({ from: { value: 0.3 }, to: { value: 0.9, coverage: 1 } });
  expect(await changesOf({ from: day(9) })).toMatchObject({ accounts: [], controls: [], targets: [] });
});

test("a control's tally stood so at both moments", async () => {
  const { tally } = await changesOf({ from: day(3), to: day(7), control: controlId });
  expect(tally).toMatchObject({ from: { passed: 1, unknown: 3 }, to: { passed: 5, unknown: 2 } });
  expect((await changesOf({ from: day(3), to: day(7) })).tally).toBeNull();
});

describe("moments", () => {
  test("before the first run nothing was known, and nothing is compared", async () => {
    const found = await compare({ from: "2026-02-01" });
    expect(found).toMatchObject({
      from: { asOf: "2026-02-01", freshness: { lastRunAt: null, firstRunAt: dayOfRun(1).toISOString() } },
      changes: null,
    });
  });

  test("without dates it is the week before, or what the first run left of it", async () => {
    expect((await compare({}))?.from.asOf).toBe("2026-03-13");
    expect((await compare({ to: day(10) }))?.from.asOf).toBe(day(3));
    expect((await compare({ to: day(5) }))?.from.asOf).toBe(dayOfRun(1).toISOString());
  });

  test("in the past the later one is the moment that is shown", async () => {
    const shown = past(new Date("2026-03-07T23:59:59.999Z"));
    const found = await compare({ from: day(3) }, localViewer, shown);
    expect(found?.to.asOf).toBe("2026-03-07T23:59:59.999Z");
    expect(named(found?.changes ?? (await changesOf({})))).toEqual(thirdToSeventh);
    expect(() => compare({ from: day(3), to: day(9) }, localViewer, shown)).toThrow(
      "to: must not be in the future",
    );
  });

  test.each([
    [{ from: day(7), to: day(3) }, "from: must be before to"],
    [{ from: day(3), to: day(3) }, "from: must be before to"],
    [{ from: "2026-03-20" }, "from: must be before to"],
    [{ from: "yesterday" }, "from: must be a day"],
    [{ to: "2026-13-01" }, "to: must be a day"],
    [{ to: "2027-01-01" }, "to: must not be in the future"],
    [{ kind: "worse" }, "kind: must be one of new"],
    [{ account: "1" }, "account: must be an account id"],
  ])("%j is refused by name", (query, message) => {
    expect(() => parseCompareFilter(new URLSearchParams({ ...query }), now)).toThrow(message);
  });
});

describe("a viewer of one account", () => {
  test("learns nothing of the others", async () => {
    const found = await compare({ from: day(3) }, limited);
    const text = JSON.stringify(found);
    for (const secret of [theirs, leaver, joiner, "theirs", "leaver", "joiner"])
      expect(text).not.toContain(secret);
    expect(found?.changes && named(found.changes)).toEqual({
      new: ["latest", "new", "new2"],
      regressed: ["back", "flips"],
      reopened: ["free"],
      fixed: ["fixed", "twice"],
      excepted: ["held"],
    });
    expect(found?.changes?.cameAndWent).toBe(2);
    expect(found?.changes?.score.to).toBeNull();
  });

  test("asks for another account, or a unit without one of its own, as for what does not exist", async () => {
    expect(await compare({ from: day(3), account: theirs }, limited)).toBeNull();
    expect(await compare({ from: day(3), account: "000000000000" })).toBeNull();
    expect(await compare({ from: day(3), unit: "ou-9-none" })).toBeNull();
    expect(await compare({ from: day(3), control: "no-such" })).toBeNull();
    expect(await compare({ from: day(8), unit: "ou-1-prod" }, limited)).toBeNull();
  });
});

test("what changed lately is what the comparison counts by itself", async () => {
  const shown = past(new Date("2026-03-10T23:59:59.999Z"));
  expect(await getRecentChanges(localViewer, shown)).toEqual({
    from: day(3),
    counts: { new: 5, regressed: 2, reopened: 1, fixed: 3, excepted: 1, departed: 1 },
  });
  expect((await getRecentChanges(limited, shown)).counts?.new).toBe(3);
  expect((await getRecentChanges(localViewer, past(new Date("2026-02-01")))).counts).toBeNull();
});
