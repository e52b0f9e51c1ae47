import type pg from "pg";
import { z } from "zod";
import { ensureMonth } from "./months.ts";
import { transaction } from "./pool.ts";

export interface TallyRow {
  readonly controlId: string;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
  readonly causes: readonly unknown[];
}

const counts =
  "passed, failed, unknown, not_applicable, excepted, failing_accounts, unknown_accounts, causes";
const qualified = (alias: string) =>
  counts
    .split(", ")
    .map((column) => `${alias}.${column}`)
    .join(", ");

const differs = `(${qualified("t")}) is distinct from (${qualified("n")})`;
const sameKey = "t.scope_id = n.scope_id and t.control_id = n.control_id and t.valid_to = 'infinity'";

/** The three statements that bring the tallies of `scopes` (a condition on `t`) to what `rows` says. */
function mergeStatements(rows: string, scopes: string) {
  return {
    dropOwn: `with n as (${rows}) delete from tally t using n where ${sameKey} and t.valid_from = $2 and ${differs}`,
    closeChanged: `with n as (${rows}) update tally t set valid_to = $2 from n where ${sameKey} and ${differs}`,
    closeMissing: `with n as (${rows}) update tally t set valid_to = $2
      where t.valid_to = 'infinity' and t.valid_from < $2 and ${scopes}
        and not exists (select from n where n.scope_id = t.scope_id and n.control_id = t.control_id)`,
    insertNew: `with n as (${rows}) insert into tally (scope_id, control_id, ${counts}, valid_from, valid_to)
      select n.scope_id, n.control_id, ${qualified("n")}, $2, 'infinity' from n
      where not exists (select from tally t where ${sameKey})`,
  };
}

const accountRows = `
  select $1::text as scope_id, r.*, (r.failed > 0)::int as failing_accounts,
    (r.unknown > 0)::int as unknown_accounts
  from jsonb_to_recordset($3::jsonb->'rows') as r(control_id text, passed int, failed int, unknown int,
    not_applicable int, excepted int, causes jsonb)`;

const account = mergeStatements(accountRows, "t.scope_id = $1 and not ($3::jsonb->'keep' ? t.control_id)");

// An account counts for its organizational units, the root and the Organization.
const scopeRows = `
  with member as (
    select a.id as account_id, scope.id as scope_id
    from account a
    cross join lateral (
      select unnest(string_to_array(a.ou_path, '/')) as id
      union all select $1::text
    ) scope
    where a.valid_to = 'infinity' and a.state = 'ACTIVE'
  )
  select m.scope_id, t.control_id, sum(t.passed)::int as passed, sum(t.failed)::int as failed,
    sum(t.unknown)::int as unknown, sum(t.not_applicable)::int as not_applicable,
    sum(t.excepted)::int as excepted, sum(t.failing_accounts)::int as failing_accounts,
    sum(t.unknown_accounts)::int as unknown_accounts, '[]'::jsonb as causes
  from member m join tally t on t.scope_id = m.account_id and t.valid_to = 'infinity'
  group by m.scope_id, t.control_id`;

const scopes = mergeStatements(scopeRows, "t.scope_id !~ '^[0-9]{12}$'");

export interface TallyMerge {
  readonly accountId: string;
  readonly asOf: Date;
  readonly rows: readonly TallyRow[];
  /** Controls that are judged at another moment: their tallies stay. All others that have no row are ended. */
  readonly keep?: readonly string[];
}

/** Brings one account's tallies to `rows`; only those that differ are written. Returns how many were. */
export async function mergeTallies(pool: pg.Pool, merge: TallyMerge): Promise<number> {
  const json = JSON.stringify({
    keep: merge.keep ?? [],
    rows: merge.rows.map(({ controlId, notApplicable, ...row }) => ({
      ...row,
      control_id: controlId,
      not_applicable: notApplicable,
    })),
  });
  return runMerge(pool, account, merge.asOf, [merge.accountId, merge.asOf, json]);
}

const storedTally = z.object({
  controlId: z.string(),
  passed: z.number(),
  failed: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
  excepted: z.number(),
});

/** How the controls stand in an account now, by their counts. */
export async function loadTallies(
  pool: pg.Pool,
  accountId: string,
): Promise<readonly z.infer<typeof storedTally>[]> {
  const { rows } = await pool.query(
    `select control_id as "controlId", passed, failed, unknown, not_applicable as "notApplicable", excepted
     from tally where scope_id = $1 and valid_to = 'infinity' order by control_id`,
    [accountId],
  );
  return rows.map((row) => storedTally.parse(row));
}

/** Sums the accounts' tallies into those of their organizational units, root and Organization, in SQL. */
export async function mergeScopeTallies(
  pool: pg.Pool,
  merge: { readonly organizationId: string; readonly asOf: Date },
): Promise<number> {
  return runMerge(pool, scopes, merge.asOf, [merge.organizationId, merge.asOf]);
}

async function runMerge(
  pool: pg.Pool,
  statements: ReturnType<typeof mergeStatements>,
  asOf: Date,
  values: readonly unknown[],
): Promise<number> {
  await ensureMonth(pool, asOf);
  return transaction(pool, async (client) => {
    let written = 0;
    for (const statement of Object.values(statements))
      written += (await client.query(statement, [...values])).rowCount ?? 0;
    return written;
  });
}
