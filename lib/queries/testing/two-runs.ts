import { recordControlVersions } from "#lib/store/control-versions.ts";
import { recordCoverage } from "#lib/store/coverage.ts";
import {
  grantException,
  recordAttestation,
  revokeException,
  withdrawAttestation,
} from "#lib/store/exceptions.ts";
import { recordFindingCounts } from "#lib/store/finding-counts.ts";
import { reviseExceptions } from "#lib/store/finding-exceptions.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import { ensureMonth } from "#lib/store/months.ts";
import type { Pool } from "#lib/store/pool.ts";
import { mergeScopeTallies, mergeTallies } from "#lib/store/tallies.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { account, organizationId, seeOrganization } from "#lib/store/testing/organization.ts";

export const [mine, theirs, gone] = ["111122223333", "444455556666", "777788889999"] as const;
export const controlId = "sg-no-open-admin";
export const attested = "slr-reviewed";
export const first = new Date("2026-01-10T06:00:00Z");
export const second = new Date("2026-02-20T06:00:00Z");

const group = (accountId: string, name: string) =>
  `arn:aws:ec2:us-east-1:${accountId}:security-group/sg-${name}`;
const own = (accountId: string, name: string, severity: "critical" | "high" | "medium" = "critical") =>
  draft(group(accountId, name), { accountId, severity });

async function run(pool: Pool, asOf: Date): Promise<bigint> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into run (state, trigger, requested_by, requested_at, as_of, finished_at, regions)
     values ('complete', 'command', 'test', $1, $1, $1, '{}') returning id`,
    [asOf],
  );
  const id = BigInt(rows[0]?.id ?? 0);
  await pool.query("insert into run_task (run_id, target, state) values ($1, $2, 'complete')", [id, mine]);
  return id;
}

async function judge(pool: Pool, asOf: Date, counts: Readonly<Record<string, readonly [number, number]>>) {
  for (const [accountId, [passed, failed]] of Object.entries(counts))
    await mergeTallies(pool, {
      accountId,
      asOf,
      rows: [{ controlId, passed, failed, unknown: 0, notApplicable: 0, excepted: 0, causes: [] }],
    });
  await mergeScopeTallies(pool, { organizationId, asOf });
}

async function score(pool: Pool, asOf: Date, values: Readonly<Record<string, number>>) {
  const rest = { metric: "score", numerator: 1, denominator: 2, n: 2, unknown: 0, excluded: {}, coverage: 1 };
  await putMetricPoints(
    pool,
    asOf,
    Object.entries(values).map(([scopeId, value]) => ({
      ...rest,
      scopeId,
      scopeKind: scopeId === organizationId ? "organization" : "account",
      value,
    })),
  );
  await recordFindingCounts(pool, { organizationId, asOf });
}

const seen = (state: "complete" | "denied") => ({
  region: "global",
  kind: "iam.user",
  state,
  cause: state === "denied" ? { code: "AccessDenied", action: "iam:ListUsers", message: "no" } : null,
  unseen: [],
});

/** The 10th of January: three accounts, five findings; one account's users could not be read. */
async function seeFirst(pool: Pool): Promise<void> {
  const runId = await run(pool, first);
  await seeOrganization(pool, first, [
    account(mine, "r-1/ou-1-prod", { name: "old name" }),
    account(theirs, "r-1/ou-1-labs", { name: "theirs" }),
    account(gone, "r-1/ou-1-labs", { name: "gone" }),
  ]);
  await recordCoverage(pool, { accountId: mine, runId, asOf: first, entries: [seen("denied")] });
  const findings = [own(mine, "a"), own(mine, "b"), own(mine, "c", "high"), own(theirs, "a"), own(gone, "a")];
  await mergeFindings(pool, { asOf: first, findings, resolve: () => ({ by: "none" }) });
  await judge(pool, first, { [mine]: [1, 3], [theirs]: [4, 1], [gone]: [0, 1] });
  await score(pool, first, { [organizationId]: 0.4, [mine]: 0.25, [theirs]: 0.8, [gone]: 0 });
  await recordControlVersions(pool, [{ id: controlId, version: 1 }], first);
  await pool.query(
    `insert into fact values ($1, 'ec2.region', 'global', 'us-east-1', '\\x00', '{"name": "us-east-1"}', $2, 'infinity'),
       ($1, 'ec2.security-group', 'us-east-1', $4, '\\x00', '{"open": true}', $2, $3),
       ($1, 'ec2.security-group', 'us-east-1', $4, '\\x01', '{"open": false}', $3, 'infinity')`,
    [mine, first, second, group(mine, "a")],
  );
  await pool.query(
    `insert into disagreement select uid, account_id, region, control_id, resource_id, resource_type, 'fail', evidence,
       'EC2.13', region, 'key', 'title', evidence, uid, '\\x00', opened_at, $1, $2
     from finding where resource_id = $3`,
    [first, second, group(mine, "a")],
  );
}

/** Between the runs: an exception and an attestation, from the 15th of January until the 10th of February. */
async function decide(pool: Pool): Promise<void> {
  const [from, until] = [new Date("2026-01-15T06:00:00Z"), new Date("2026-02-10T06:00:00Z")];
  const people = { owner: "owner", requester: "ada", approver: "grace" };
  const { id } = await grantException(
    pool,
    {
      ...people,
      controlId,
      scope: "account",
      target: theirs,
      reason: "until spring",
      startsAt: from.toISOString(),
      endsAt: "2026-06-01T00:00:00.000Z",
    },
    { by: "ada", at: from },
  );
  const word = await recordAttestation(
    pool,
    {
      controlId: attested,
      accountId: null,
      met: true,
      attestedBy: "ada",
      statement: "It is so.",
      evidenceUrl: "https://example.com/",
      validUntil: "2026-06-01T00:00:00.000Z",
    },
    { by: "ada", at: from },
  );
  await reviseExceptions(pool, { accountId: theirs, asOf: from }, () => id);
  await revokeException(pool, id, { by: "eve", at: until });
  await withdrawAttestation(pool, word.id, { by: "eve", at: until });
  await reviseExceptions(pool, { accountId: theirs, asOf: until }, () => null);
}

/** The 20th of February: one account has moved and was renamed, another is suspended; a is fixed, d is new. */
async function seeSecond(pool: Pool): Promise<void> {
  const runId = await run(pool, second);
  await seeOrganization(pool, second, [
    account(mine, "r-1/ou-1-labs", { name: "new name" }),
    account(theirs, "r-1/ou-1-labs", { name: "theirs" }),
    account(gone, "r-1/ou-1-labs", { name: "gone", state: "SUSPENDED" }),
  ]);
  await recordCoverage(pool, { accountId: mine, runId, asOf: second, entries: [seen("complete")] });
  await mergeFindings(pool, {
    asOf: second,
    findings: [own(mine, "b"), own(mine, "c", "medium"), own(mine, "d")],
    resolve: () => ({
      by: "judged",
      accountId: mine,
      judged: [{ controlId, region: "us-east-1", unseen: [] }],
    }),
  });
  await judge(pool, second, { [mine]: [2, 3], [theirs]: [4, 1] });
  await score(pool, second, { [organizationId]: 0.6, [mine]: 0.4, [theirs]: 0.8 });
  await recordControlVersions(pool, [{ id: controlId, version: 2 }], second);
  await pool.query(
    `insert into fact values ($1, 'ec2.region', 'global', 'eu-west-1', '\\x00', '{"name": "eu-west-1"}', $2, 'infinity')`,
    [mine, second],
  );
}

/** An Organization that was collected twice, with what people decided in between. */
export async function recordTwoRuns(pool: Pool): Promise<void> {
  await ensureMonth(pool, second);
  await seeFirst(pool);
  await decide(pool);
  await seeSecond(pool);
}
