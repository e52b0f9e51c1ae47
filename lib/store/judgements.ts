import type { Pool } from "./pool.ts";
import { type Run, RunActive, RunOutOfOrder, requestRun } from "./runs.ts";

// What the last run that ended has judged by; nothing before the first.
const lastJudged = "select max(as_of) as at from run where state in ('complete', 'partial')";

const overAt = "least(e.ends_at, coalesce(e.closed_at, 'infinity'))";
const endedAt = "least(a.valid_until, coalesce(a.withdrawn_at, 'infinity'))";
const within = (instant: string) => `(${instant} > last.at and ${instant} <= $1)`;

/** Exceptions and attestations that began or ended after the last judgement, up to `$1`. */
const changed = `
  with last as (${lastJudged}),
  exceptions as (
    select e.* from exception e, last
    where (${within("e.starts_at")} and ${overAt} > e.starts_at) or (${within(overAt)} and e.starts_at <= last.at)
  ),
  attestations as (
    select a.* from attestation a, last where ${within("a.attested_at")} or ${within(endedAt)}
  )`;

/** Whether an exception or an attestation began or ended since the last judgement. */
export async function isJudgementDue(pool: Pool, now: Date): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `${changed} select exists (select from exceptions) or exists (select from attestations) as due`,
    [now],
  );
  return rows[0]?.due ?? false;
}

/**
 * The ACTIVE accounts whose judgement may be another at `asOf` than at the last one: those with open findings of
 * an exception's control, those an attestation speaks for, and the management account, which exceptions
 * themselves are judged in.
 */
export async function listAffectedAccounts(pool: Pool, asOf: Date): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `${changed}
     select a.id from account a
     where a.valid_to = 'infinity' and a.state = 'ACTIVE' and (
       exists (
         select from exceptions e join finding f on f.control_id = e.control_id and f.account_id = a.id
           and f.valid_to = 'infinity' and f.source = 'postern'
         where e.scope <> 'account' or e.target = a.id)
       or exists (select from attestations t where t.account_id is null or t.account_id = a.id)
       or exists (select from organization o where o.valid_to = 'infinity' and o.management_account_id = a.id)
     ) order by a.id`,
    [asOf],
  );
  return rows.map(({ id }) => id);
}

/**
 * Asks for a run that judges again what is known, in the Regions of the last collection, where an exception or an
 * attestation began or ended. Undefined when there is nothing to judge, and while another run is under way: it
 * is asked for again a minute later.
 */
export async function requestJudgement(pool: Pool, now = new Date()): Promise<Run | undefined> {
  if (!(await isJudgementDue(pool, now))) return undefined;
  const { rows } = await pool.query<{ regions: string[] }>(
    "select regions from run where purpose = 'collect' and state in ('complete', 'partial') order by as_of desc limit 1",
  );
  try {
    return await requestRun(pool, {
      trigger: "record",
      purpose: "judge",
      requestedBy: "record",
      asOf: now,
      regions: rows[0]?.regions ?? [],
    });
  } catch (error) {
    if (error instanceof RunActive || error instanceof RunOutOfOrder) return undefined;
    throw error;
  }
}

/** Has a worker look for exceptions and attestations that began or ended, now rather than at the next minute. */
export async function queueJudgement(pool: Pool): Promise<void> {
  await pool.query("select graphile_worker.add_job('judge-records', job_key := 'judge-records')");
}

/** The accounts that a run was to judge, those that could not be entered included. */
export async function listJudgedAccounts(pool: Pool, runId: bigint): Promise<readonly string[]> {
  const { rows } = await pool.query<{ target: string }>(
    `select target from run_task
     where run_id = $1 and target ~ '^[0-9]{12}$' and state in ('complete', 'partial', 'failed') order by target`,
    [runId],
  );
  return rows.map(({ target }) => target);
}
