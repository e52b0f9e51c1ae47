import { recordAccountPoints } from "#collectors/worker/account-metrics.ts";
import { recordMetrics } from "#collectors/worker/record-metrics.ts";
import { controls } from "#lib/controls/registry.ts";
import type { FindingDraft } from "#lib/inventory/findings.ts";
import { grantException } from "#lib/store/exceptions.ts";
import { recordFindingCounts } from "#lib/store/finding-counts.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import { mergeScopeTallies, mergeTallies } from "#lib/store/tallies.ts";
import { benchAccount, benchFindings } from "./findings.ts";

const organizationId = "o-benchbench1";
const unitsPerLevel = 8;
/** All its findings are held by one exception, besides which there are many that hold none. */
export const exceptedControl = "vpc-flow-logs";
const exceptions = 500;

/**
 * A database as a run over `accounts` accounts would leave it, through the store's own merges: organization,
 * units, accounts, one finished run, tallies, metric points and findings.
 */
export async function fillOrganization(
  pool: Pool,
  { accounts, findings }: { readonly accounts: number; readonly findings: number },
): Promise<void> {
  const asOf = new Date();
  await pool.query("insert into organization values ($1, $2, 'ALL', 'r-root', $3, 'infinity')", [
    organizationId,
    benchAccount(0),
    asOf,
  ]);
  await pool.query(
    `insert into organizational_unit
     select 'r-root', 'Root', null, 'r-root', $1::timestamptz, 'infinity'::timestamptz
     union all select 'ou-root-' || i, 'Unit ' || i, 'r-root', 'r-root/ou-root-' || i, $1, 'infinity'
       from generate_series(1, $2::int) i`,
    [asOf, unitsPerLevel],
  );
  const ids = Array.from({ length: accounts }, (_, index) => benchAccount(index));
  await pool.query(
    `insert into account
     select id, 'account-' || n, 'a' || n || '@example.com', 'ACTIVE', 'ou-root-' || (n % $3 + 1),
       'r-root/ou-root-' || (n % $3 + 1), null, $2::timestamptz, 'infinity'::timestamptz
     from unnest($1::text[]) with ordinality as each(id, n)`,
    [ids, asOf, unitsPerLevel],
  );
  await pool.query(
    `with r as (insert into run (state, trigger, as_of, requested_by, finished_at, regions)
       values ('complete', 'command', $2, 'bench', $2, '{}') returning id)
     insert into run_task (run_id, target, state, finished_at)
     select r.id, a, 'complete', $2 from r, unnest($1::text[]) a`,
    [ids, asOf],
  );
  for (const [index, accountId] of ids.entries()) {
    const tallies = controls.map((control, position) => ({
      controlId: control.id,
      passed: 20 + ((index + position) % 9),
      failed: (index * position) % 7,
      unknown: index % 50 === 0 ? 1 : 0,
      notApplicable: 2,
      excepted: 0,
      causes: [],
    }));
    await mergeTallies(pool, { accountId, asOf, rows: tallies });
    const empty = {
      managementAccountId: benchAccount(0),
      coverage: [],
      regions: ["us-east-1"],
      summaries: new Map(),
    };
    await recordAccountPoints(pool, { ...empty, accountId, asOf, tallies });
  }
  await mergeFindings(pool, {
    asOf,
    findings: held(benchFindings(findings, accounts), await grantExceptions(pool, asOf)),
    resolve: () => ({ by: "none" }),
  });
  await mergeScopeTallies(pool, { organizationId, asOf });
  await recordMetrics(pool, { organizationId, asOf });
  await recordFindingCounts(pool, { organizationId, asOf });
  await pool.query("vacuum analyze");
}

/** Exceptions in force; returns the one that holds findings. */
async function grantExceptions(pool: Pool, asOf: Date): Promise<string> {
  const inDays = (days: number) => new Date(asOf.getTime() + days * 86_400_000).toISOString();
  const grant = (scope: "organization" | "account", target: string, index: number) =>
    grantException(
      pool,
      {
        controlId: index === 0 ? exceptedControl : (controls[index % controls.length]?.id ?? exceptedControl),
        scope,
        target,
        reason: "To be measured.",
        owner: "bench",
        requester: "ada",
        approver: "grace",
        startsAt: asOf.toISOString(),
        endsAt: inDays(1 + (index % 364)),
      },
      { by: "bench", at: asOf },
    );
  const { id } = await grant("organization", organizationId, 0);
  for (let index = 1; index < exceptions; index++) await grant("account", benchAccount(index), index);
  return id;
}

function* held(drafts: Iterable<FindingDraft>, exceptionId: string): Generator<FindingDraft> {
  for (const draft of drafts) yield draft.controlId === exceptedControl ? { ...draft, exceptionId } : draft;
}
