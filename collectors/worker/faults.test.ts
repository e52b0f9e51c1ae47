import { afterAll, beforeAll, expect, test } from "vitest";
import { controls } from "#lib/controls/registry.ts";
import { scopeOf } from "#lib/inventory/kinds.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { type RoleGate, startRoleGate } from "./testing/role-gate.ts";
import {
  accountTallies,
  closedFindings,
  expectedFindings,
  expectedTallies,
  openFindings,
  unsupportedTallies,
} from "./testing/verdicts.ts";

/* The days follow each other: every test begins with what the one before has left. */

let simulator: Simulator;
let gate: RoleGate;
let fixture: Fixture;
/** Two accounts that are neither the management account nor Security Hub's administrator. */
let denied: string;
let closed: string;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 7, regions: 2, date: "2026-10-10", findingsPerAccount: 5 });
  gate = await startRoleGate(simulator);
  fixture = await openFixture(gate.aws);
  fixture.work();
  const members = simulator.accounts().filter((account) => account.state === "ACTIVE");
  [denied = "", closed = ""] = members.map((account) => account.id).slice(-2);
  expect(await outcomeOf(fixture, await fixture.collect(noon("2026-10-10")))).toEqual(complete);
});
afterAll(async () => {
  await fixture.close();
  await gate.stop();
  await simulator.stop();
});

const readsReport = controls
  .filter((control) => [control.subject, ...control.reads].includes("iam.credential"))
  .map((control) => control.id);

const concerns = (line: string, account: string, ids: readonly string[]) =>
  line.startsWith(`${account} `) && ids.some((id) => line.includes(` ${id} `));

async function expectTruth(date: string) {
  expect(await accountTallies(fixture.pool, noon(date))).toEqual(expectedTallies(simulator.truth()));
  expect(await openFindings(fixture.pool, noon(date))).toEqual(expectedFindings(simulator.truth()));
}

/** How many of an account's facts, kind by kind, ended on a day. */
async function endedFacts(account: string, date: string) {
  const { rows } = await fixture.pool.query<{ kind: string }>(
    "select distinct kind from fact where account_id = $1 and valid_to = $2 order by kind",
    [account, noon(date)],
  );
  return rows.map((row) => row.kind);
}

test("one denied action leaves what rests on it unknown, with its name, and everything else judged", {
  timeout: runsTimeoutMs,
}, async () => {
  const date = "2026-10-11";
  const before = await openFindings(fixture.pool, noon("2026-10-10"));
  simulator.setDate(date);
  simulator.setFaults([
    {
      service: "iam",
      operation: "GetCredentialReport",
      account: denied,
      effect: { kind: "error", code: "AccessDenied" },
    },
  ]);
  expect(await outcomeOf(fixture, await fixture.collect(noon(date)))).toEqual({
    state: "partial",
    error: null,
    gaps: ["iam:GetCredentialReport: AccessDenied in 1 place"],
  });

  expect(readsReport.length).toBeGreaterThan(0);
  // Nobody gave their word: that is unknown whatever is denied.
  const attested = ["slr-reviewed", "idc-external-idp-mfa"];
  const { rows } = await fixture.pool.query(
    `select control_id, passed + failed + not_applicable as judged, unknown > 0 as unknown,
       jsonb_path_query_array(causes, '$[*].cause.action') as actions
     from tally where scope_id = $1 and valid_to = 'infinity' and unknown > 0 and control_id <> all($2)
     order by control_id`,
    [denied, attested],
  );
  expect(rows).toEqual(
    [...readsReport].sort().map((control_id) => ({
      control_id,
      judged: 0,
      unknown: true,
      actions: ["iam:GetCredentialReport"],
    })),
  );
  expect(await endedFacts(denied, date)).not.toContain("iam.credential");

  const others = (lines: string[]) => lines.filter((line) => !concerns(line, denied, readsReport));
  expect(others(await accountTallies(fixture.pool, noon(date)))).toEqual(
    others(expectedTallies(simulator.truth())),
  );
  const open = await openFindings(fixture.pool, noon(date));
  const ofReport = (line: string) =>
    line.startsWith(`${denied} `) && readsReport.some((id) => line.includes(` ${id} `));
  expect(open.filter(ofReport)).toEqual(before.filter(ofReport));
  expect(before.filter(ofReport).length).toBeGreaterThan(0);
  expect(open.filter((line) => !ofReport(line))).toEqual(
    expectedFindings(simulator.truth()).filter((line) => !ofReport(line)),
  );
});

test("once it is allowed, the next run judges again", { timeout: runsTimeoutMs }, async () => {
  simulator.setDate("2026-10-12");
  simulator.setFaults([]);
  expect(await outcomeOf(fixture, await fixture.collect(noon("2026-10-12")))).toEqual(complete);
  await expectTruth("2026-10-12");
});

test("an account that cannot be entered is unknown as a whole, and nothing of it ends", {
  timeout: runsTimeoutMs,
}, async () => {
  const date = "2026-10-13";
  const before = await openFindings(fixture.pool, noon("2026-10-12"));
  simulator.setDate(date);
  gate.closed.add(closed);
  const run = await fixture.collect(noon(date));
  gate.closed.clear();
  expect(run.state).toBe("partial");
  const tasks = await fixture.pool.query(
    "select target, error from run_task where run_id = $1 and state = 'failed'",
    [run.id],
  );
  expect(tasks.rows).toEqual([
    {
      target: closed,
      error: `AccessDenied: Not authorized to perform sts:AssumeRole on arn:aws:iam::${closed}:role/PosternReadOnly`,
    },
  ]);
  const states = await fixture.pool.query(
    `select distinct state, cause_code, cause_action from coverage
     where account_id = $1 and valid_to = 'infinity'`,
    [closed],
  );
  expect(states.rows).toEqual([
    { state: "denied", cause_code: "AccessDenied", cause_action: "sts:AssumeRole" },
  ]);
  expect(await endedFacts(closed, date)).toEqual([]);

  const mine = (line: string) => line.startsWith(`${closed} `);
  const open = await openFindings(fixture.pool, noon(date));
  expect(open.filter(mine)).toEqual(before.filter(mine));
  expect(open.filter((line) => !mine(line))).toEqual(
    expectedFindings(simulator.truth()).filter((line) => !mine(line)),
  );
  const tallies = await accountTallies(fixture.pool, noon(date));
  expect(tallies.filter((line) => !mine(line))).toEqual(
    expectedTallies(simulator.truth()).filter((line) => !mine(line)),
  );
  const ofAccount = controls.filter((control) => scopeOf(control.subject) !== "organization");
  const ids = ofAccount.map((control) => control.id);
  for (const line of tallies.filter((each) => concerns(each, closed, ids)))
    expect(line).toMatch(/ 0\/0\/0 unknown [1-9]/);
});

test.each([
  {
    title: "a service that answers 500 to everything",
    date: "2026-10-14",
    faults: () => [{ service: "s3", effect: { kind: "error" as const, code: "InternalError", status: 500 } }],
    gap: /^s3:/,
  },
  {
    title: "an action throttled every second time, and in one account every time,",
    date: "2026-10-15",
    faults: () => [
      {
        service: "guardduty",
        operation: "GetDetector",
        effect: { kind: "throttle" as const, probability: 0.5 },
      },
      {
        service: "guardduty",
        operation: "GetDetector",
        account: denied,
        effect: { kind: "throttle" as const, probability: 1 },
      },
    ],
    gap: /^guardduty:GetDetector: /,
  },
])(
  "$title makes nothing pass and nothing resolve",
  { timeout: runsTimeoutMs },
  async ({ date, faults, gap }) => {
    const before = await openFindings(fixture.pool, new Date(noon(date).getTime() - 1));
    simulator.setDate(date);
    simulator.setFaults(faults());
    const outcome = await outcomeOf(fixture, await fixture.collect(noon(date)));
    simulator.setFaults([]);
    expect(outcome.state).toBe("partial");
    expect(outcome.gaps).not.toEqual([]);
    for (const each of outcome.gaps) expect(each).toMatch(gap);

    const truth = simulator.truth();
    expect(unsupportedTallies(await accountTallies(fixture.pool, noon(date)), truth)).toEqual([]);
    const open = await openFindings(fixture.pool, noon(date));
    const fails = new Set(expectedFindings(truth));
    expect(closedFindings(before, open).filter((line) => fails.has(line))).toEqual([]);
    expect(open.filter((line) => !fails.has(line) && !before.includes(line))).toEqual([]);
  },
);

test("when all is well again, everything is as it is", { timeout: runsTimeoutMs }, async () => {
  simulator.setDate("2026-10-16");
  expect(await outcomeOf(fixture, await fixture.collect(noon("2026-10-16")))).toEqual(complete);
  await expectTruth("2026-10-16");
});
