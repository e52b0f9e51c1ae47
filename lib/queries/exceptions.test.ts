import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BadInput } from "#lib/api/bad-input.ts";
import { defaultExceptionsFilter, type ExceptionsFilter } from "#lib/api/exception-filter.ts";
import { defaultFindingsFilter, type FindingsFilter } from "#lib/api/filters.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { recordFindingCounts } from "#lib/store/finding-counts.ts";
import { reviseExceptions } from "#lib/store/finding-exceptions.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, organizationId, seeOrganization } from "#lib/store/testing/organization.ts";
import { getException } from "./exception.ts";
import { requestException, revokeExceptionNow } from "./exception-requests.ts";
import { countExceptions, listExceptions } from "./exceptions.ts";
import { getFinding } from "./finding.ts";
import { listFindings } from "./findings.ts";
import { present } from "./moment.ts";

const mine = "111122223333";
const theirs = "444455556666";
const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const day = 86_400_000;
const now = new Date();
const earlier = new Date(now.getTime() - day);
const controlId = "sg-no-open-admin";
const groupOf = (accountId: string, index: number) =>
  `arn:aws:ec2:us-east-1:${accountId}:security-group/sg-${index}`;

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await prepareQueue(pool);
  await seeOrganization(pool, earlier, [account(mine, "r-1/ou-1-prod"), account(theirs, "r-1/ou-1-labs")]);
  await mergeFindings(pool, {
    asOf: earlier,
    findings: [mine, theirs].flatMap((accountId) =>
      [0, 1, 2].map((index) => draft(groupOf(accountId, index), { accountId })),
    ),
    resolve: () => ({ by: "none" }),
  });
  await judged(earlier);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  globalThis.posternPool = undefined;
  await pool.end();
  await database.drop();
});

/** A run that has ended, as of an instant. */
async function judged(asOf: Date) {
  await pool.query(
    `insert into run (state, trigger, purpose, as_of, requested_by, finished_at, regions)
     values ('complete', 'record', 'judge', $1, 'test', $1, '{}')`,
    [asOf],
  );
}

const request = (change: object = {}, viewer = localViewer) =>
  requestException(viewer, {
    controlId,
    scope: "account",
    target: mine,
    reason: "The vendor's appliance goes in March.",
    owner: "network",
    requester: "ada",
    approver: "grace",
    startsOn: dayOf(now),
    endsOn: daysAfter(dayOf(now), 90),
    ...change,
  });

/** Gives the findings of an account to an exception, as a judgement does. */
async function hold(accountId: string, exceptionId: string | null, asOf = new Date()) {
  await reviseExceptions(pool, { accountId, asOf }, () => exceptionId);
  await judged(asOf);
}

const list = (change: Partial<ExceptionsFilter> = {}, viewer = localViewer, at = new Date()) =>
  listExceptions(viewer, present(at), { ...defaultExceptionsFilter, ...change });
const findings = (change: Partial<FindingsFilter>, viewer = localViewer) =>
  listFindings(viewer, present(), { ...defaultFindingsFilter, ...change });

describe("a request", () => {
  test.each([
    ["a control that is none", { controlId: "no-such-control" }, "controlId"],
    ["an account nobody collects", { target: "999999999999" }, "target"],
    ["a unit that is none", { scope: "organizational-unit", target: "ou-1-none" }, "target"],
    ["another organization", { scope: "organization", target: "o-other" }, "target"],
    ["a resource without findings of it", { scope: "resource", target: groupOf(mine, 77) }, "target"],
    [
      "a resource of another control",
      { scope: "resource", target: groupOf(mine, 1), controlId: "vpc-bpa" },
      "target",
    ],
    ["a past start", { startsOn: daysAfter(dayOf(now), -1) }, "startsOn"],
  ])("for %s names the field", async (_, change, field) => {
    const refused = await request(change).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadInput);
    expect(refused).toMatchObject({ field });
  });

  test.each([
    ["another account", { target: theirs }],
    ["the Organization", { scope: "organization", target: organizationId }],
    ["a unit above theirs", { scope: "organizational-unit", target: "ou-1-prod" }],
    ["a tag", { scope: "tag", target: "a=b" }],
    ["a resource of another account", { scope: "resource", target: groupOf(theirs, 1) }],
  ])("of a viewer of one account for %s is refused", async (_, change) => {
    await expect(request(change, limited)).rejects.toThrow(BadInput);
  });
});

test("what an exception holds is excepted everywhere, until it is revoked", async () => {
  const { id } = await request();
  expect((await getException(localViewer, present(), id))?.exception).toMatchObject({
    state: "in-force",
    pending: true,
  });
  expect((await findings({})).count).toBe(6);
  await hold(mine, id);

  expect((await findings({})).count).toBe(3);
  const excepted = await findings({ status: "excepted" });
  expect(excepted.findings.map(({ status, account }) => [status, account.id])).toEqual(
    Array(3).fill(["excepted", mine]),
  );
  expect((await findings({ status: "all" })).count).toBe(6);
  expect((await findings({ status: "all", exception: id })).count).toBe(3);
  const finding = await getFinding(localViewer, present(), excepted.findings[0]?.uid ?? "");
  expect(finding?.exception).toMatchObject({ id, owner: "network", approver: "grace" });
  expect(finding?.history.map(({ exceptionId }) => exceptionId)).toEqual([id, null]);

  await recordFindingCounts(pool, { organizationId, asOf: new Date() });
  const { rows } = await pool.query(
    "select n from metric_point where scope_id = $1 and metric = 'findings.critical'",
    [mine],
  );
  expect(rows).toEqual([{ n: 0 }]);

  const found = await getException(localViewer, present(), id);
  expect(found?.exception).toMatchObject({ findings: 3, pending: false, recordedBy: localViewer.name });
  expect(found?.findings).toHaveLength(3);

  expect(await revokeExceptionNow(localViewer, id)).toEqual({ revoked: true });
  expect(await revokeExceptionNow(localViewer, id)).toBeNull();
  const revoked = await getException(localViewer, present(), id);
  expect(revoked?.exception).toMatchObject({ state: "revoked", pending: true, revokedBy: localViewer.name });
  await hold(mine, null);
  const over = await getException(localViewer, present(), id);
  expect(over?.exception).toMatchObject({ pending: false, findings: 0 });
  expect(over?.findings.map(({ status }) => status)).toEqual(["open", "open", "open"]);
  expect((await findings({})).count).toBe(6);
});

describe("the list", () => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    const ends = (days: number) => ({ endsOn: daysAfter(dayOf(now), days) });
    const targets = {
      everyone: { scope: "organization", target: organizationId, ...ends(300) },
      labs: { scope: "organizational-unit", target: "ou-1-labs", ...ends(13) },
      theirs: { target: theirs, ...ends(30) },
      group: { scope: "resource", target: groupOf(mine, 2), ...ends(10) },
      tagged: { scope: "tag", target: "environment=sandbox", controlId: "vpc-bpa", ...ends(40) },
      later: { startsOn: daysAfter(dayOf(now), 5), ...ends(50) },
    };
    for (const [name, change] of Object.entries(targets)) ids[name] = (await request(change)).id;
  });
  const names = (dto: Awaited<ReturnType<typeof list>>) =>
    dto.exceptions.map(({ id }) => Object.entries(ids).find(([, each]) => each === id)?.[0] ?? "revoked");

  test("shows what is in force, the first to end on top, and counts every state", async () => {
    const dto = await list();
    expect(names(dto)).toEqual(["group", "labs", "theirs", "tagged", "everyone"]);
    expect(dto.counts).toEqual({ scheduled: 1, "in-force": 5, expiring: 2, over: 0, revoked: 1 });
    expect(dto.exceptions.map(({ targetName }) => targetName)).toEqual([
      null,
      "unit ou-1-labs",
      `account-${theirs}`,
      null,
      null,
    ]);
    expect(await countExceptions(localViewer, present())).toEqual({ inForce: 5, expiring: 2 });
  });

  test.each<[string, Partial<ExceptionsFilter>, string[]]>([
    ["those that expire", { state: "expiring" }, ["group", "labs"]],
    ["those to come", { state: "scheduled" }, ["later"]],
    ["those revoked", { state: "revoked" }, ["revoked"]],
    ["a control", { control: "vpc-bpa" }, ["tagged"]],
    ["an account", { account: theirs }, ["labs", "theirs", "everyone"]],
    ["another account", { account: mine }, ["group", "everyone"]],
  ])("of %s", async (_, filter, expected) => {
    expect(names(await list(filter))).toEqual(expected);
  });

  test("says what it is by the day: later they are over by themselves", async () => {
    const dto = await list({ state: "over" }, localViewer, new Date(now.getTime() + 20 * day));
    expect(names(dto)).toEqual(["labs", "group"]);
  });

  test("tells a viewer of one account of no exception for others", async () => {
    const dto = await list({ state: "all" }, limited);
    expect(names(dto).toSorted()).toEqual(["everyone", "group", "later", "revoked"]);
    expect(JSON.stringify(dto)).not.toContain(theirs);
    expect(await countExceptions(limited, present())).toEqual({ inForce: 2, expiring: 1 });
    expect(await getException(limited, present(), ids["theirs"] ?? "")).toBeNull();
    expect(await revokeExceptionNow(limited, ids["theirs"] ?? "")).toBeNull();
    expect(await revokeExceptionNow(limited, ids["everyone"] ?? "")).toBeNull();
    expect(await getException(localViewer, present(), "no-such")).toBeNull();
  });
});
