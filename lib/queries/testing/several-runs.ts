import { recordControlVersions } from "#lib/store/control-versions.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import type { Pool } from "#lib/store/pool.ts";
import { mergeScopeTallies, mergeTallies, type TallyRow } from "#lib/store/tallies.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { account, organizationId, seeOrganization } from "#lib/store/testing/organization.ts";

export const [mine, theirs, leaver, joiner] = [
  "111122223333",
  "444455556666",
  "777788889999",
  "888899990000",
] as const;
export const controlId = "sg-no-open-admin";
export const otherControl = "iam-user-mfa";
const exceptionId = "00000000-0000-4000-8000-000000000001";

/** The instant of each run: one on each of these days of March. */
export const dayOfRun = (day: number) => new Date(`2026-03-${String(day).padStart(2, "0")}T06:00:00Z`);
const runs = [1, 3, 5, 7, 9] as const;
type Run = (typeof runs)[number];

/**
 * Which findings each run finds in an account, by the name of their resource; a `*` stands after one that an exception
 * holds, a `!` after one that is of high severity, not critical.
 */
const history: Readonly<Record<Run, Readonly<Record<string, readonly string[]>>>> = {
  1: { [mine]: ["stays", "back", "flips"], [theirs]: ["theirs"], [leaver]: ["left"] },
  3: {
    [mine]: ["stays", "fixed", "flips", "held", "once", "free*", "worse!", "twice"],
    [theirs]: ["theirs", "other"],
    [leaver]: ["left"],
  },
  5: {
    [mine]: ["stays", "came", "held*", "once*", "free*", "worse", "gone"],
    [theirs]: ["theirs", "other"],
    [leaver]: ["left"],
  },
  7: {
    [mine]: ["stays", "back", "flips", "new", "held*", "once", "free", "worse", "twice", "new2*"],
    [theirs]: ["theirs", "newer"],
  },
  9: {
    [mine]: ["stays", "back", "flips", "new", "held*", "once", "free", "worse", "new2*", "latest"],
    [theirs]: ["theirs", "newer"],
    [joiner]: ["joined"],
  },
};

const arn = (accountId: string, name: string) =>
  `arn:aws:ec2:us-east-1:${accountId}:security-group/sg-${name}`;

function finding(accountId: string, word: string) {
  const name = word.replace(/[*!]$/, "");
  return draft(arn(accountId, name), {
    accountId,
    severity: word.endsWith("!") ? "high" : "critical",
    ...(accountId === theirs && name === "newer" ? { controlId: otherControl } : {}),
    exceptionId: word.endsWith("*") ? exceptionId : null,
  });
}

const verdict = (unknown: number, passed = 1): TallyRow => ({
  controlId,
  passed,
  failed: 0,
  unknown,
  notApplicable: 0,
  excepted: 0,
  causes:
    unknown === 0
      ? []
      : [
          {
            region: "global",
            kind: "iam.user",
            state: "denied",
            cause: { code: "AccessDenied", action: "iam:ListUsers", message: "no" },
          },
        ],
});

/** What is unknown of the control, by run: lost in one account on the 7th, regained in the other. */
function tallies(run: Run): Readonly<Record<string, TallyRow>> {
  const early = run < 7;
  return { [mine]: verdict(early ? 0 : 2), [theirs]: verdict(early ? 3 : 0, early ? 0 : 4) };
}

function organizationOf(run: Run) {
  return [
    account(mine, run < 7 ? "r-1/ou-1-prod" : "r-1/ou-1-labs", { name: run < 7 ? "old name" : "new name" }),
    account(theirs, "r-1/ou-1-labs", { name: "theirs" }),
    account(leaver, "r-1/ou-1-labs", { name: "leaver", state: run < 7 ? "ACTIVE" : "SUSPENDED" }),
    ...(run < 9 ? [] : [account(joiner, "r-1/ou-1-prod", { name: "joiner" })]),
  ];
}

async function see(pool: Pool, run: Run): Promise<void> {
  const asOf = dayOfRun(run);
  await pool.query(
    `insert into run (state, trigger, requested_by, requested_at, as_of, finished_at, regions)
     values ('complete', 'command', 'test', $1, $1, $1, '{}')`,
    [asOf],
  );
  await seeOrganization(pool, asOf, organizationOf(run));
  for (const accountId of [mine, theirs, leaver, joiner]) {
    const judged = [controlId, otherControl].map((id) => ({
      controlId: id,
      region: "us-east-1",
      unseen: [],
    }));
    await mergeFindings(pool, {
      asOf,
      findings: (history[run][accountId] ?? []).map((word) => finding(accountId, word)),
      resolve: () => ({ by: "judged", accountId, judged }),
    });
    const row = tallies(run)[accountId];
    if (row !== undefined) await mergeTallies(pool, { accountId, asOf, rows: [row] });
  }
  await mergeScopeTallies(pool, { organizationId, asOf });
  await recordControlVersions(pool, [{ id: controlId, version: run < 5 ? 1 : 2 }], asOf);
  await putMetricPoints(pool, asOf, [
    {
      scopeId: organizationId,
      scopeKind: "organization",
      metric: "score",
      numerator: run,
      denominator: 10,
      value: run / 10,
      n: 10,
      unknown: 0,
      excluded: {},
      coverage: 1,
    },
  ]);
}

/** An Organization that was collected five times; on the 8th one target is set. */
export async function recordSeveralRuns(pool: Pool): Promise<void> {
  for (const run of runs) await see(pool, run);
  await pool.query(
    `insert into target (metric, since, value, reason, recorded_by)
     values ('detection-time', '2026-03-08T06:00:00Z', 120, 'two minutes', 'ada')`,
  );
}
