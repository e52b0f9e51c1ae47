import { afterAll, beforeAll, expect, test } from "vitest";
import {
  grantException,
  type NewException,
  recordAttestation,
  revokeException,
} from "#lib/store/exceptions.ts";
import { requestJudgement } from "#lib/store/judgements.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { until } from "./testing/until.ts";

const day = "2026-10-10";
const minutes = (count: number) => new Date(noon(day).getTime() + count * 60_000);
const controlId = "s3-tls-only";

let simulator: Simulator;
let fixture: Fixture;
let accountId: string;
let callsOfCollection: number;
const calls = () => simulator.calls().reduce((sum, { count }) => sum + count, 0);

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, regions: 2, date: day, findingsPerAccount: 5 });
  accountId = accountNamed(simulator, "payments-prod").id;
  fixture = await openFixture(simulator);
  fixture.work();
  expect(await outcomeOf(fixture, await fixture.collect(minutes(0)))).toEqual(complete);
  callsOfCollection = calls();
}, runsTimeoutMs);
afterAll(async () => {
  await fixture?.close();
  await simulator?.stop();
});

function exception(from: Date, until: Date, over: Partial<NewException> = {}): NewException {
  return {
    controlId,
    scope: "account",
    target: accountId,
    reason: "The reader cannot speak TLS before its replacement in January.",
    owner: "payments",
    requester: "ada",
    approver: "grace",
    startsAt: from.toISOString(),
    endsAt: until.toISOString(),
    ...over,
  };
}

async function judge(at: Date) {
  const run = await requestJudgement(fixture.pool, at);
  if (run === undefined) return "nothing to judge";
  return outcomeOf(fixture, await fixture.end(run));
}

/** `failed/excepted` of the control in a scope at an instant, and its findings open and held there. */
async function standing(at: Date, scopeId = accountId) {
  const { rows } = await fixture.pool.query<{ line: string }>(
    `select t.failed || '/' || t.excepted || ' open ' || count(f.uid) filter (where f.exception_id is null)
       || ' held ' || count(f.uid) filter (where f.exception_id is not null) as line
     from tally t left join finding f on f.account_id = t.scope_id and f.control_id = t.control_id
       and f.valid_from <= $3 and f.valid_to > $3
     where t.scope_id = $1 and t.control_id = $2 and t.valid_from <= $3 and t.valid_to > $3
     group by t.failed, t.excepted`,
    [scopeId, controlId, at],
  );
  return rows[0]?.line;
}

async function tallyOf(control: string, at: Date) {
  const { rows } = await fixture.pool.query<{ line: string }>(
    `select passed || '/' || failed || ' unknown ' || unknown as line from tally
     where scope_id = $1 and control_id = $2 and valid_from <= $3 and valid_to > $3`,
    [accountId, control, at],
  );
  return rows[0]?.line;
}

test("an exception holds its findings from its start to its end, by itself, and the past stays what it was", {
  timeout: runsTimeoutMs,
}, async () => {
  const failing = simulator
    .truth()
    .filter((row) => row.account === accountId && row.control === controlId && row.verdict === "fail").length;
  expect(failing).toBeGreaterThan(0);
  const open = `${failing}/0 open ${failing} held 0`;
  const held = `0/${failing} open 0 held ${failing}`;
  expect(await standing(minutes(0))).toBe(open);

  const recording = { by: "local", at: minutes(1) };
  await grantException(fixture.pool, exception(minutes(5), minutes(30)), recording);
  expect(await judge(minutes(4))).toBe("nothing to judge");
  expect(await judge(minutes(6))).toEqual(complete);
  expect(await standing(minutes(6))).toBe(held);
  expect(await judge(minutes(7))).toBe("nothing to judge");
  expect(await judge(minutes(31))).toEqual(complete);
  expect(await standing(minutes(31))).toBe(open);
  expect([await standing(minutes(0)), await standing(minutes(10))]).toEqual([open, held]);
  // Nobody was asked anything.
  expect(calls()).toBe(callsOfCollection);

  const { rows } = await fixture.pool.query(
    `select distinct opened_at from finding where account_id = $1 and control_id = $2`,
    [accountId, controlId],
  );
  expect(rows).toEqual([{ opened_at: minutes(0) }]);
});

test("one that is revoked lets go at once, and its findings stay open with what exceptions-valid says of it", {
  timeout: runsTimeoutMs,
}, async () => {
  const granted = await grantException(fixture.pool, exception(minutes(40), minutes(500)), {
    by: "local",
    at: minutes(40),
  });
  expect(await judge(minutes(41))).toEqual(complete);
  expect(await standing(minutes(41))).toMatch(/^0\//);
  expect(await revokeException(fixture.pool, granted.id, { by: "local", at: minutes(50) })).toBe(true);
  expect(await revokeException(fixture.pool, granted.id, { by: "local", at: minutes(51) })).toBe(false);
  expect(await judge(minutes(51))).toEqual(complete);
  expect(await standing(minutes(51))).toMatch(/^[1-9]\d*\/0 open [1-9]/);
});

test("also lets go of a finding whose evidence was lost meanwhile", { timeout: runsTimeoutMs }, async () => {
  await grantException(fixture.pool, exception(minutes(60), minutes(90)), { by: "local", at: minutes(60) });
  expect(await judge(minutes(61))).toEqual(complete);
  simulator.setFaults([
    {
      service: "s3",
      operation: "GetBucketPolicy",
      effect: { kind: "error", code: "AccessDenied", status: 403 },
    },
  ]);
  await fixture.collect(minutes(70));
  expect(await standing(minutes(70))).toMatch(/^0\/0 open 0 held [1-9]/);
  expect(await judge(minutes(91))).toEqual(complete);
  expect(await standing(minutes(91))).toMatch(/^0\/0 open [1-9]\d* held 0/);
  simulator.setFaults([]);
});

test("an attestation decides what no API tells, until it is over", { timeout: runsTimeoutMs }, async () => {
  expect(await tallyOf("slr-reviewed", minutes(92))).toBe("0/0 unknown 1");
  const word = {
    controlId: "slr-reviewed",
    accountId: null,
    attestedBy: "ada",
    statement: "Reviewed with the owners of each service.",
    evidenceUrl: "https://wiki.example.com/reviews/2026-10",
  };
  const until = minutes(130).toISOString();
  await recordAttestation(
    fixture.pool,
    { ...word, met: true, validUntil: until },
    { by: "local", at: minutes(100) },
  );
  expect(await judge(minutes(101))).toEqual(complete);
  expect(await tallyOf("slr-reviewed", minutes(101))).toBe("1/0 unknown 0");
  const again = { ...word, met: false, validUntil: minutes(140).toISOString() };
  await recordAttestation(fixture.pool, again, { by: "local", at: minutes(110) });
  expect(await judge(minutes(111))).toEqual(complete);
  expect(await tallyOf("slr-reviewed", minutes(111))).toBe("0/1 unknown 0");
  expect(await judge(minutes(141))).toEqual(complete);
  expect(await tallyOf("slr-reviewed", minutes(141))).toBe("0/0 unknown 1");
});

test.each([
  ["one that nobody else approved", { approver: " ADA " }, /exception_two_people/],
  ["one longer than a year", { endsAt: new Date(Date.UTC(2027, 9, 12)).toISOString() }, /exception_ends/],
  ["one that ends before it begins", { endsAt: minutes(1).toISOString() }, /exception_ends/],
  [
    "one that began before it was written",
    { startsAt: minutes(-5).toISOString() },
    /exception_not_backdated/,
  ],
  ["one without a reason", { reason: " " }, /exception_said/],
])("the database refuses %s", async (_, over, constraint) => {
  const given = exception(minutes(200), minutes(300), over);
  await expect(grantException(fixture.pool, given, { by: "local", at: minutes(200) })).rejects.toThrow(
    constraint,
  );
});

test("a record is never edited", async () => {
  const edit = "update exception set ends_at = ends_at + interval '1 day'";
  await expect(fixture.pool.query(edit)).rejects.toThrow(/can be ended once and never edited/);
});

test("a scheduled collection waits for what is being judged again, and is not left out", {
  timeout: runsTimeoutMs,
}, async () => {
  const { rows } = await fixture.pool.query<{ id: string }>(
    `insert into run (state, trigger, purpose, requested_by, as_of, regions)
     values ('running', 'record', 'judge', 'record', $1, '{}') returning id`,
    [minutes(300)],
  );
  const queue = "select graphile_worker.add_job('scheduled-run')";
  const waiting = "select from graphile_worker.jobs where key = 'scheduled-run'";
  await fixture.pool.query(queue);
  await until("the job that waits", async () => (await fixture.pool.query(waiting)).rowCount === 1);
  await fixture.pool.query("update run set state = 'complete' where id = $1", [rows[0]?.id]);
  const scheduled = "select from run where trigger = 'schedule'";
  await until("the scheduled run", async () => (await fixture.pool.query(scheduled)).rowCount === 1);
});
