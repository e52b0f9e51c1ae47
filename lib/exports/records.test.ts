import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import {
  grantException,
  recordAttestation,
  revokeException,
  withdrawAttestation,
} from "#lib/store/exceptions.ts";
import { reviseExceptions } from "#lib/store/finding-exceptions.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { recordIncident, withdrawIncident } from "#lib/store/incidents.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { type DatasetName, exportRows } from "./datasets.ts";

const mine = "111122223333";
const theirs = "444455556666";
const at = (hour: number) => new Date(Date.UTC(2026, 0, 10, hour));
const endsAt = new Date(Date.UTC(2026, 1, 10));
const by = "Local operator";

let database: FreshDatabase;
let pool: Pool;
let id: string;

/** Found at 1, excepted at 3 from 4 on, revoked at 8. */
beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 2);
  await seeOrganization(pool, at(0), [account(mine, "r-1/ou-1-prod"), account(theirs, "r-1/ou-1-labs")]);
  const findings = [mine, theirs].map((accountId) => draft(`sg-of-${accountId}`, { accountId }));
  await mergeFindings(pool, { asOf: at(1), findings, resolve: () => ({ by: "none" }) });
  const said = {
    controlId: "sg-no-open-admin",
    scope: "account",
    target: mine,
    reason: "=HYPERLINK(1)",
    owner: "network",
    requester: "ada",
    approver: "grace",
    startsAt: at(4).toISOString(),
    endsAt: endsAt.toISOString(),
  } as const;
  ({ id } = await grantException(pool, said, { by, at: at(3) }));
  await reviseExceptions(pool, { accountId: mine, asOf: at(5) }, () => id);
  await revokeException(pool, id, { by: "Auditor", at: at(8) });
  await reviseExceptions(pool, { accountId: mine, asOf: at(9) }, () => null);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function rowsAt(name: DatasetName, asOf: Date, viewer: Viewer = localViewer) {
  const rows: Record<string, unknown>[] = [];
  for await (const row of exportRows(viewer, pool, name, asOf)) rows.push(row);
  return rows;
}

test.each([
  [2, []],
  [3, [["scheduled", 0, null]]],
  [4, [["in-force", 0, null]]],
  [6, [["in-force", 1, null]]],
  [8, [["revoked", 1, "Auditor"]]],
  [10, [["revoked", 0, "Auditor"]]],
])("at %i h the exceptions are what they were then, whatever came later", async (hour, expected) => {
  const rows = await rowsAt("exceptions", at(hour));
  expect(rows.map(({ state, findings, revokedBy }) => [state, findings, revokedBy])).toEqual(expected);
});

test("one whose time is over is over by itself, in an export of that day", async () => {
  const kept = await grantException(
    pool,
    {
      controlId: "vpc-bpa",
      scope: "organization",
      target: "o-test",
      reason: "r",
      owner: "o",
      requester: "ada",
      approver: "grace",
      startsAt: at(3).toISOString(),
      endsAt: endsAt.toISOString(),
    },
    { by, at: at(3) },
  );
  const stateAt = async (asOf: Date) =>
    (await rowsAt("exceptions", asOf)).find((row) => row["id"] === kept.id)?.["state"];
  expect([await stateAt(new Date(endsAt.getTime() - 1)), await stateAt(endsAt)]).toEqual([
    "in-force",
    "over",
  ]);
});

test.each([
  [2, ["open", "open"], [null, null]],
  [6, ["excepted", "open"], ["held", null]],
  [10, ["open", "open"], [null, null]],
])("at %i h findings say what held them then", async (hour, statuses, exceptions) => {
  const rows = await rowsAt("findings", at(hour));
  expect(rows.map(({ status }) => status)).toEqual(statuses);
  expect(rows.map(({ exception }) => (exception === id ? "held" : exception))).toEqual(exceptions);
});

test("attestations too: in force before they were withdrawn, for who asks of that time", async () => {
  const word = {
    controlId: "slr-reviewed",
    accountId: null,
    met: true,
    attestedBy: "ada",
    statement: "Reviewed.",
    evidenceUrl: "https://wiki.example.com/1",
    validUntil: endsAt.toISOString(),
  };
  const given = await recordAttestation(pool, word, { by, at: at(3) });
  await withdrawAttestation(pool, given.id, { by: "Auditor", at: at(8) });
  await recordAttestation(pool, { ...word, accountId: theirs, met: false }, { by, at: at(9) });
  const said = async (asOf: Date, viewer?: Viewer) =>
    (await rowsAt("attestations", asOf, viewer)).map(({ account, met, state, withdrawnBy }) => [
      account,
      met,
      state,
      withdrawnBy,
    ]);
  const ofTheirs = [theirs, false, "in-force", null];
  expect(await said(at(2))).toEqual([]);
  expect(await said(at(7))).toEqual([[null, true, "in-force", null]]);
  expect(await said(at(10))).toEqual([[null, true, "withdrawn", "Auditor"], ofTheirs]);
  expect(await said(endsAt)).toEqual([
    [null, true, "withdrawn", "Auditor"],
    [theirs, false, "expired", null],
  ]);
  const limited: Viewer = { id: "v", name: "v", accounts: [mine] };
  expect(await said(at(10), limited)).toEqual([[null, true, "withdrawn", "Auditor"]]);
});

test("a viewer of one account gets no exception that cannot concern it", async () => {
  const limited: Viewer = { id: "v", name: "v", accounts: [theirs] };
  const rows = await rowsAt("exceptions", at(10), limited);
  expect(rows.map(({ scope }) => scope)).toEqual(["organization"]);
});

test("targets and incidents are those known then, an incident for who may see its account", async () => {
  const set =
    "insert into target (metric, since, value, reason, recorded_by) values ('network-exposure', $1, $2, 'r', $3)";
  await pool.query(set, [at(3), 5, by]);
  await pool.query(set, [at(6), 2, by]);
  const values = async (asOf: Date) =>
    (await rowsAt("targets", asOf)).map(({ value, current }) => [value, current]);
  expect(await values(at(2))).toEqual([]);
  expect(await values(at(4))).toEqual([[5, true]]);
  expect(await values(at(7))).toEqual([
    [5, false],
    [2, true],
  ]);

  const said = {
    title: "t",
    reason: "=1+1",
    accountId: theirs,
    breachStartedAt: at(1).toISOString(),
    detectedAt: at(2).toISOString(),
  };
  const { id: incident } = await recordIncident(pool, said, { by, at: at(3) });
  await withdrawIncident(pool, incident, { by: "Auditor", at: at(8) });
  const told = async (asOf: Date, viewer?: Viewer) =>
    (await rowsAt("incidents", asOf, viewer)).map(({ account, secondsToDetect, withdrawnBy }) => [
      account,
      secondsToDetect,
      withdrawnBy,
    ]);
  expect(await told(at(2))).toEqual([]);
  expect(await told(at(7))).toEqual([[theirs, 3600, null]]);
  expect(await told(at(9))).toEqual([[theirs, 3600, "Auditor"]]);
  expect(await told(at(9), { id: "v", name: "v", accounts: [mine] })).toEqual([]);
});
