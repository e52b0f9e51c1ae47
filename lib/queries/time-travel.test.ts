import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultCompareFilter } from "#lib/api/compare-filter.ts";
import { defaultDriftFilter } from "#lib/api/drift-filter.ts";
import { defaultExceptionsFilter } from "#lib/api/exception-filter.ts";
import { defaultFindingsFilter, type FindingsFilter } from "#lib/api/filters.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { getAccount } from "./account.ts";
import { listAccounts } from "./accounts.ts";
import { listAttestations } from "./attestations.ts";
import { compareMoments } from "./compare.ts";
import { getControl } from "./control.ts";
import { listControls } from "./controls.ts";
import { getDrift } from "./drift.ts";
import { getException } from "./exception.ts";
import { listExceptions } from "./exceptions.ts";
import { getFinding } from "./finding.ts";
import { listFindings } from "./findings.ts";
import { getFramework, listFrameworks } from "./frameworks.ts";
import { listIncidents } from "./incidents.ts";
import { type Moment, past, present } from "./moment.ts";
import { getOverview } from "./overview.ts";
import { getRoadmap } from "./roadmap.ts";
import { getRun } from "./run.ts";
import { listRunDays } from "./run-days.ts";
import { listRuns } from "./runs.ts";
import { listTargets } from "./target-list.ts";
import { attested, controlId, first, gone, mine, recordTwoRuns, second, theirs } from "./testing/two-runs.ts";

const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const before = past(new Date("2026-01-09T23:59:59.999Z"));
const then = past(new Date("2026-01-20T23:59:59.999Z"));
const later = past(new Date("2026-02-20T23:59:59.999Z"));

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await recordTwoRuns(pool);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

const list = (moment: Moment, change: Partial<FindingsFilter> = {}, viewer = localViewer) =>
  listFindings(viewer, moment, { ...defaultFindingsFilter, ...change });
const exceptions = (moment: Moment, viewer = localViewer) =>
  listExceptions(viewer, moment, { ...defaultExceptionsFilter, state: "all" });
const name = (arn: string) => arn.slice(-4);

async function uidOf(moment: Moment, account: string, resource: string): Promise<string> {
  const { findings } = await list(moment, { account: [account], status: "all", search: resource });
  return findings[0]?.uid ?? "";
}

/** Every query at a moment, as a viewer gets it. */
async function everything(viewer: Viewer, moment: Moment) {
  const uid = await uidOf(later, mine, "sg-b");
  return {
    overview: await getOverview(viewer, moment),
    accounts: await listAccounts(viewer, moment),
    account: await getAccount(viewer, moment, mine),
    another: await getAccount(viewer, moment, theirs),
    controls: await listControls(viewer, moment),
    control: await getControl(viewer, moment, controlId),
    open: await list(moment, {}, viewer),
    all: await list(moment, { status: "all", sort: "opened" }, viewer),
    unit: await list(moment, { unit: "ou-1-labs" }, viewer),
    disputed: await list(moment, { disagreement: "only" }, viewer),
    finding: await getFinding(viewer, moment, uid),
    frameworks: await listFrameworks(viewer, moment, null),
    framework: await getFramework(viewer, moment, "fsbp", mine),
    exceptions: await exceptions(moment, viewer),
    attestations: await listAttestations(viewer, moment),
    roadmap: await getRoadmap(viewer, moment, { unit: null, account: null }),
    targets: await listTargets(viewer, moment),
    incidents: await listIncidents(viewer, moment),
    changes: (await compareMoments(viewer, moment, defaultCompareFilter))?.changes,
    drift: await getDrift(viewer, moment, defaultDriftFilter),
    runs: await listRuns(viewer, moment),
    run: await getRun(viewer, moment, "1"),
  };
}

test("the moment of the last run shows what the present shows", async () => {
  // `now` differs between the two: the hour of the last run keeps what is counted from it.
  const now = new Date("2026-02-20T06:30:00Z");
  const without = (found: object) =>
    JSON.parse(JSON.stringify(found, (key, value) => (key === "freshness" ? undefined : value))) as unknown;
  expect(without(await everything(localViewer, past(now)))).toEqual(
    without(await everything(localViewer, present(now))),
  );
});

describe("findings", () => {
  test.each<[string, Moment, Partial<FindingsFilter>, string[]]>([
    ["open before the first run", before, {}, []],
    ["open then", then, {}, [`${mine} sg-a`, `${mine} sg-b`, `${mine} sg-c`, `${gone} sg-a`]],
    ["open later", later, {}, [`${mine} sg-b`, `${mine} sg-c`, `${mine} sg-d`, `${theirs} sg-a`]],
    ["excepted then", then, { status: "excepted" }, [`${theirs} sg-a`]],
    ["excepted later", later, { status: "excepted" }, []],
    ["resolved then", then, { status: "resolved" }, []],
    ["resolved later", later, { status: "resolved" }, [`${mine} sg-a`, `${gone} sg-a`]],
    ["of a severity then", then, { severity: ["high"] }, [`${mine} sg-c`]],
    ["of that severity later", later, { severity: ["high"] }, []],
    ["of a unit then", then, { unit: "ou-1-prod" }, [`${mine} sg-a`, `${mine} sg-b`, `${mine} sg-c`]],
    ["of that unit later", later, { unit: "ou-1-prod" }, []],
    ["disputed then", then, { disagreement: "only" }, [`${mine} sg-a`]],
    ["disputed later", later, { disagreement: "only" }, []],
  ])("%s", async (_name, moment, filter, expected) => {
    const { findings, count } = await list(moment, filter);
    expect(findings.map((each) => `${each.account.id} ${name(each.resourceId)}`).sort()).toEqual(
      expected.sort(),
    );
    expect(count).toBe(expected.length);
  });

  test("are told as they were: their account's name, and no end that had not come", async () => {
    const [row] = (await list(then, { account: [mine], search: "sg-a" })).findings;
    expect(row).toMatchObject({ account: { name: "old name" }, resolvedAt: null, status: "open" });
    const [end] = (await list(later, { account: [mine], search: "sg-a", status: "resolved" })).findings;
    expect(end).toMatchObject({
      account: { name: "new name" },
      resolvedAt: second.toISOString(),
      status: "resolved",
    });
  });
});

describe("a finding", () => {
  test("that was fixed since stood open, with the fact of then, and says so", async () => {
    const found = await getFinding(localViewer, then, await uidOf(later, mine, "sg-a"));
    expect(found).toMatchObject({
      finding: { status: "open", account: { name: "old name" } },
      fact: { payload: { open: true } },
      history: [{ validTo: null, ended: null }],
      since: { what: "resolved", at: second.toISOString() },
      secondOpinion: { disagreements: [{ detectorControl: "EC2.13" }] },
    });
    expect(await getFinding(localViewer, later, await uidOf(later, mine, "sg-a"))).toMatchObject({
      finding: { status: "resolved" },
      fact: { payload: { open: false } },
      since: null,
    });
  });

  test("that changed since had its own severity, and one that came later was not there", async () => {
    expect(await getFinding(localViewer, then, await uidOf(later, mine, "sg-c"))).toMatchObject({
      finding: { severity: "high" },
      since: { what: "changed", at: second.toISOString() },
    });
    expect(await getFinding(localViewer, then, await uidOf(later, mine, "sg-d"))).toBeNull();
  });

  test("that was excepted names who held it", async () => {
    expect(await getFinding(localViewer, then, await uidOf(later, theirs, "sg-a"))).toMatchObject({
      finding: { status: "excepted" },
      exception: { owner: "owner" },
      since: { what: "changed" },
    });
  });
});

test("the overview", async () => {
  expect(await getOverview(localViewer, then)).toMatchObject({
    accounts: { active: 4, inactive: 0 },
    score: { value: 0.4 },
    scoreTrend: [{ day: "2026-01-10", value: 0.4 }],
    trendMarks: [],
    openFindings: { critical: 4, high: 1, medium: 0 },
    exceptions: { inForce: 1 },
    gaps: [{ kind: "iam.user", state: "denied", action: "iam:ListUsers" }],
  });
  expect(await getOverview(localViewer, later)).toMatchObject({
    accounts: { active: 3, inactive: 1 },
    score: { value: 0.6 },
    scoreTrend: [{ value: 0.4 }, { value: 0.6 }],
    trendMarks: [{ day: "2026-02-20", changes: [{ version: 2 }, { joined: 0, left: 1 }] }],
    openFindings: { critical: 3, high: 0, medium: 1 },
    exceptions: { inForce: 0 },
    gaps: [],
  });
  const { worstAccounts } = await getOverview(localViewer, then);
  expect(worstAccounts.map((each) => each.name)).toEqual(["gone", "old name", "theirs"]);
});

test("an account has the name, unit, Regions and verdicts of then", async () => {
  expect(await getAccount(localViewer, then, mine)).toMatchObject({
    account: {
      name: "old name",
      ouPath: [{ id: "r-1" }, { id: "ou-1-prod" }],
      score: { value: 0.25 },
      openFindings: { critical: 2, high: 1 },
      collectedAt: first.toISOString(),
      stale: true,
    },
    regions: ["us-east-1"],
    gaps: [{ action: "iam:ListUsers" }],
    inventory: [{ kind: "ec2.region", count: 1 }, { kind: "ec2.security-group" }],
  });
  expect(await getAccount(localViewer, later, mine)).toMatchObject({
    account: { name: "new name", ouPath: [{ id: "r-1" }, { id: "ou-1-labs" }], stale: false },
    regions: ["eu-west-1", "us-east-1"],
    gaps: [],
  });
  expect(await getAccount(localViewer, before, mine)).toBeNull();
  const state = async (moment: Moment) => (await getAccount(localViewer, moment, gone))?.account.state;
  expect([await state(then), await state(later)]).toEqual(["ACTIVE", "SUSPENDED"]);
  const units = (await listAccounts(localViewer, then)).units;
  expect(units.find(({ id }) => id === "ou-1-prod")?.accounts).toBe(1);
});

test("controls and frameworks count what was judged then", async () => {
  const tallyAt = async (moment: Moment) =>
    (await listControls(localViewer, moment)).controls.find(({ id }) => id === controlId)?.tally;
  expect(await tallyAt(then)).toMatchObject({ passed: 5, failed: 5 });
  expect(await tallyAt(later)).toMatchObject({ passed: 6, failed: 4 });
  const control = await getControl(localViewer, then, controlId);
  expect(control?.accounts.map(({ account, tally }) => [account.name, tally.failed])).toEqual([
    ["old name", 3],
    ["gone", 1],
    ["theirs", 1],
  ]);
  expect(control?.disagreementCount).toBe(1);
  expect((await getControl(localViewer, later, controlId))?.disagreements).toEqual([]);
  expect((await listFrameworks(localViewer, then, mine))?.account).toEqual({ id: mine, name: "old name" });
  expect(await listFrameworks(localViewer, before, mine)).toBeNull();
});

test("exceptions and attestations are known from their entry, and their end from its day", async () => {
  const earlier = past(new Date("2026-01-12T00:00:00Z"));
  expect((await exceptions(earlier)).exceptions).toEqual([]);
  const [held] = (await exceptions(then)).exceptions;
  expect(held).toMatchObject({ state: "in-force", revokedAt: null, findings: 1, targetName: "theirs" });
  expect((await exceptions(later)).exceptions).toMatchObject([{ state: "revoked", findings: 0 }]);
  const found = await getException(localViewer, then, held?.id ?? "");
  expect(found).toMatchObject({ exception: { revokedBy: null }, findings: [{ status: "excepted" }] });
  expect(await getException(localViewer, later, held?.id ?? "")).toMatchObject({
    exception: { revokedBy: "eve" },
    findings: [{ status: "open" }],
  });
  expect(await getException(localViewer, earlier, held?.id ?? "")).toBeNull();
  const said = async (moment: Moment) =>
    (await listAttestations(localViewer, moment)).controls.find(({ id }) => id === attested)?.attestations;
  expect(await said(earlier)).toEqual([]);
  expect(await said(then)).toMatchObject([{ state: "in-force", withdrawnAt: null, withdrawnBy: null }]);
  expect(await said(later)).toMatchObject([{ state: "withdrawn", withdrawnBy: "eve" }]);
});

test("runs and freshness are those until then; what is under way is of the present alone", async () => {
  expect(await listRunDays(localViewer)).toEqual({ days: ["2026-01-10", "2026-02-20"] });
  expect((await listRuns(localViewer, then)).runs.map(({ id }) => id)).toEqual(["1"]);
  expect((await listRuns(localViewer, later)).runs.map(({ id }) => id)).toEqual(["2", "1"]);
  expect(await getRun(localViewer, then, "2")).toBeNull();
  expect((await listRuns(localViewer, before)).freshness).toMatchObject({
    lastRunAt: null,
    firstRunAt: first.toISOString(),
    isPast: true,
  });
  const active =
    "insert into run (state, trigger, requested_by, as_of, regions) values ('running', 'command', 'test', now(), '{}')";
  await pool.query(active);
  try {
    expect((await listRuns(localViewer, then)).freshness).toMatchObject({
      lastRunAt: first.toISOString(),
      activeRunId: null,
      stale: true,
    });
    expect((await listRuns(localViewer, present())).freshness).toMatchObject({
      lastRunAt: second.toISOString(),
      activeRunId: "3",
      isPast: false,
    });
  } finally {
    await pool.query("delete from run where state = 'running'");
  }
});

test.each([
  ["then", then],
  ["later", later],
])("a viewer of one account sees no other %s", async (_name, moment) => {
  const found = await everything(limited, moment);
  const text = JSON.stringify(found);
  for (const secret of [theirs, gone, "theirs", '"gone"']) expect(text).not.toContain(secret);
  expect(found.another).toBeNull();
  expect(await getFinding(limited, moment, await uidOf(moment, theirs, "sg-a"))).toBeNull();
  expect(found.overview.openFindings.critical).toBe(2);
  expect(found.exceptions.exceptions).toEqual([]);
});
