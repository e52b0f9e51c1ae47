import { runMigrations } from "graphile-worker";
import type pg from "pg";
import type { Pool } from "./pool.ts";
import type { SourceTarget } from "./runs.ts";

/** The jobs of the worker and what each is given. Run ids travel as text: JSON has no 64-bit integers. */
export interface JobPayloads {
  "start-run": { readonly runId: string };
  "collect-account": { readonly runId: string; readonly accountId: string };
  "judge-account": { readonly runId: string; readonly accountId: string };
  "collect-source": { readonly runId: string; readonly source: SourceTarget };
  "finish-run": { readonly runId: string };
}

/** Brings the queue's own schema to the version of its library. */
export async function prepareQueue(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
}

const attempts = 5;

/** What a run is to collect, and the job that does it. */
export type TargetJob = { readonly target: string } & {
  [T in TargetTask]: { readonly task: T; readonly payload: JobPayloads[T] };
}[TargetTask];

type TargetTask = "collect-account" | "collect-source" | "judge-account";

/**
 * Adds targets to a run and queues their jobs, in one statement. A target that the run has already gets no
 * second job: the first may be running, and two would collect the same account side by side.
 */
export async function addTargets(pool: Pool, runId: bigint, targets: readonly TargetJob[]): Promise<void> {
  const rows = targets.map((target) => ({ ...target, key: taskKey(runId, target.target) }));
  await pool.query(
    `with given as (
       select * from jsonb_to_recordset($2::jsonb) as g(target text, task text, key text, payload jsonb)
     ), added as (
       insert into run_task (run_id, target) select $1, target from given on conflict do nothing
       returning target
     )
     select graphile_worker.add_job(g.task, g.payload::json, max_attempts := $3, job_key := g.key)
     from given g join added a on a.target = g.target`,
    [runId, JSON.stringify(rows), attempts],
  );
}

/** Queues a run's end. Runs end one after the other, so that two workers never end the same one at once. */
export async function queueFinish(pool: Pool, runId: bigint): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job('finish-run', json_build_object('runId', $1::text),
       queue_name := 'finish-run', max_attempts := $2, job_key := 'finish-run:' || $1::text)`,
    [String(runId), attempts],
  );
}

/** Has some worker look for dead ones a little later than they can be told from those that just began. */
export async function scheduleRecovery(pool: Pool): Promise<void> {
  await pool.query(
    "select graphile_worker.add_job('recover', run_at := now() + interval '6 seconds', job_key := 'recover-soon')",
  );
}

const lockOf = (holder: string) => `hashtextextended('postern.worker.' || ${holder}, 0)`;

/**
 * Declares a holder of jobs (what the queue writes into `locked_by`) alive for as long as `guard`, a connection
 * of the process's own, stays open.
 */
export async function declareAlive(guard: pg.ClientBase, holder: string): Promise<void> {
  await guard.query(`select pg_advisory_lock_shared(${lockOf("$1")})`, [holder]);
}

/** Takes the declaration back: jobs that the holder left locked are anyone's. */
export async function declareGone(guard: pg.ClientBase, holder: string): Promise<void> {
  await guard.query(`select pg_advisory_unlock_shared(${lockOf("$1")})`, [holder]);
}

/**
 * Unlocks the jobs of holders whose process is gone, so that others take them up at once; the queue by itself
 * would wait four hours. A holder is gone when nobody holds its lock: Postgres lets go of it with the
 * connection, whatever killed the process. One that has held a job for under five seconds may not have taken
 * its lock yet and is left alone.
 */
export async function recoverDeadWorkers(pool: Pool): Promise<readonly string[]> {
  const result = await pool.query<{ holder: string }>(
    `with holder as materialized (
       select distinct locked_by as holder from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - interval '5 seconds'
     ), dead as materialized (
       select holder from holder where pg_try_advisory_xact_lock(${lockOf("holder")})
     )
     select holder, graphile_worker.force_unlock_workers(array[holder]) from dead`,
  );
  return result.rows.map((row) => row.holder);
}

/**
 * Marks as failed the targets of active runs for which no job is left that could still run: their worker died
 * once too often.
 */
export async function failAbandonedTasks(pool: Pool): Promise<void> {
  await pool.query(
    `update run_task t set state = 'failed', finished_at = now(), step = null,
       error = 'The worker ended ' || t.attempts || ' times while collecting this; see its log.'
     from run r
     where r.id = t.run_id and r.state = 'running' and t.state in ('queued', 'running')
       and not exists (
         select from graphile_worker.jobs j
         where j.key in ('start-run:' || t.run_id, 'task:' || t.run_id || ':' || t.target)
           and (j.attempts < j.max_attempts or j.locked_at is not null))`,
  );
}

const noOpenTask =
  "not exists (select from run_task t where t.run_id = r.id and t.state in ('queued', 'running'))";

/** Running runs whose targets are all over and that nobody is about to end: whoever ended the last one died. */
export async function listUnfinishedRuns(pool: Pool): Promise<readonly bigint[]> {
  const result = await pool.query<{ id: string }>(
    `select r.id from run r
     where r.state = 'running' and ${noOpenTask}
       and exists (select from run_task t where t.run_id = r.id)
       and not exists (select from graphile_worker.jobs j where j.key = 'finish-run:' || r.id)`,
  );
  return result.rows.map((row) => BigInt(row.id));
}

/** Fails the runs that could neither begin nor end in all attempts; an active run keeps every other one out. */
export async function failAbandonedRuns(pool: Pool): Promise<readonly bigint[]> {
  const result = await pool.query<{ id: string }>(
    `update run r set state = 'failed', finished_at = now(),
       error = 'The worker gave up after ' || j.attempts || ' attempts: '
         || coalesce(j.last_error, 'it ended each time; see its log.')
     from graphile_worker.jobs j
     where j.attempts >= j.max_attempts and j.locked_at is null and ${noOpenTask}
       and ((r.state = 'queued' and j.key = 'start-run:' || r.id)
         or (r.state = 'running' and j.key = 'finish-run:' || r.id))
     returning r.id`,
  );
  return result.rows.map((row) => BigInt(row.id));
}

/** Removes the jobs of runs that are over and that no attempt is left for. */
export async function discardSpentJobs(pool: Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.complete_jobs(array_agg(j.id)) from graphile_worker.jobs j
     join run r on j.key in ('start-run:' || r.id, 'finish-run:' || r.id) or j.key like 'task:' || r.id || ':%'
     where j.attempts >= j.max_attempts and j.locked_at is null and r.state not in ('queued', 'running')
     having count(*) > 0`,
  );
}

/** The key of the job that collects one target of a run. */
export function taskKey(runId: bigint, target: string): string {
  return `task:${runId}:${target}`;
}
