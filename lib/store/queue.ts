import { runMigrations } from "graphile-worker";
import type pg from "pg";
import type { Pool } from "./pool.ts";

/** The jobs of the worker and what each is given. Run ids travel as text: JSON has no 64-bit integers. */
export interface JobPayloads {
  "start-run": { readonly runId: string };
  "collect-account": { readonly runId: string; readonly accountId: string };
  "collect-security-hub": { readonly runId: string };
  "finish-run": { readonly runId: string };
}

/** Brings the queue's own schema to the version of its library. */
export async function prepareQueue(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
}

const attempts = 5;

/**
 * Queues jobs in one statement. A job's key makes it unique: queuing it again while it waits changes nothing.
 */
export async function addJobs<T extends keyof JobPayloads>(
  pool: Pool,
  task: T,
  jobs: readonly { readonly key: string; readonly payload: JobPayloads[T] }[],
): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job($1, j.payload::json, max_attempts := $3, job_key := j.key)
     from jsonb_to_recordset($2::jsonb) as j(key text, payload jsonb)`,
    [task, JSON.stringify(jobs), attempts],
  );
}

const lockOf = (workerId: string) => `hashtextextended('postern.worker.' || ${workerId}, 0)`;

/** Declares a queue worker alive for as long as `guard`, a connection of the process's own, stays open. */
export async function declareAlive(guard: pg.ClientBase, workerId: string): Promise<void> {
  await guard.query(`select pg_advisory_lock_shared(${lockOf("$1")})`, [workerId]);
}

/**
 * Unlocks the jobs of workers whose process is gone, so that others take them up at once; the queue by itself
 * would wait four hours. A worker is gone when nobody holds its lock: Postgres lets go of it with the
 * connection, whatever killed the process. A worker that has held a job for under five seconds may not have
 * taken its lock yet and is left alone.
 */
export async function recoverDeadWorkers(pool: Pool): Promise<readonly string[]> {
  const result = await pool.query<{ worker: string }>(
    `with holder as materialized (
       select distinct locked_by as worker from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - interval '5 seconds'
     ), dead as materialized (
       select worker from holder where pg_try_advisory_xact_lock(${lockOf("worker")})
     )
     select worker, graphile_worker.force_unlock_workers(array[worker]) from dead`,
  );
  return result.rows.map((row) => row.worker);
}

/**
 * Targets of active runs for which no job is left that could still run: their worker died once too often.
 * Marks them failed and returns the runs concerned.
 */
export async function failAbandonedTasks(pool: Pool): Promise<readonly bigint[]> {
  const result = await pool.query<{ run_id: string }>(
    `update run_task t set state = 'failed', finished_at = now(), step = null,
       error = 'The worker ended ' || t.attempts || ' times while collecting this; see its log.'
     from run r
     where r.id = t.run_id and r.state = 'running' and t.state in ('queued', 'running')
       and not exists (
         select from graphile_worker.jobs j
         where j.key in ('start-run:' || t.run_id, 'task:' || t.run_id || ':' || t.target)
           and (j.attempts < j.max_attempts or j.locked_at is not null))
     returning t.run_id`,
  );
  return [...new Set(result.rows.map((row) => BigInt(row.run_id)))];
}

/** The key of the job that collects one target of a run. */
export function taskKey(runId: bigint, target: string): string {
  return `task:${runId}:${target}`;
}
