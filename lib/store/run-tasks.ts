import type pg from "pg";
import type { TaskState } from "./runs.ts";

/** What one target of a run did. */
export interface TaskReport {
  readonly state: Exclude<TaskState, "queued" | "running">;
  readonly calls: number;
  readonly throttles: number;
  readonly readsComplete: number;
  readonly readsIncomplete: number;
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
  readonly error: string | null;
}

/** Adds targets to a run; those it has already keep their state. */
export async function addTasks(pool: pg.Pool, runId: bigint, targets: readonly string[]): Promise<void> {
  await pool.query(
    "insert into run_task (run_id, target) select $1, unnest($2::text[]) on conflict do nothing",
    [runId, targets],
  );
}

/** Marks a target as begun; false when it is over already, as after a worker died past its last write. */
export async function beginTask(pool: pg.Pool, runId: bigint, target: string): Promise<boolean> {
  const result = await pool.query(
    `update run_task set state = 'running', attempts = attempts + 1, started_at = now(), step = null
     where run_id = $1 and target = $2 and state in ('queued', 'running')`,
    [runId, target],
  );
  return result.rowCount === 1;
}

/** Why a target failed; null when it did not. */
export async function getTaskError(pool: pg.Pool, runId: bigint, target: string): Promise<string | null> {
  const result = await pool.query<{ error: string | null }>(
    "select error from run_task where run_id = $1 and target = $2",
    [runId, target],
  );
  return result.rows[0]?.error ?? null;
}

/** Says what a target is doing, for the runs page. */
export async function setTaskStep(pool: pg.Pool, runId: bigint, target: string, step: string): Promise<void> {
  await pool.query("update run_task set step = $3 where run_id = $1 and target = $2", [runId, target, step]);
}

/** Reports a target's end, once: what another attempt reported stays. */
export async function endTask(
  pool: pg.Pool,
  runId: bigint,
  target: string,
  report: TaskReport,
): Promise<void> {
  await pool.query(
    `update run_task set state = $3, finished_at = now(), step = null, calls = $4, throttles = $5,
       reads_complete = $6, reads_incomplete = $7, facts_changed = $8, findings_opened = $9,
       findings_resolved = $10, error = $11
     where run_id = $1 and target = $2 and state in ('queued', 'running')`,
    [
      runId,
      target,
      report.state,
      report.calls,
      report.throttles,
      report.readsComplete,
      report.readsIncomplete,
      report.factsChanged,
      report.findingsOpened,
      report.findingsResolved,
      report.error,
    ],
  );
}

/** Ends every target that has not begun or was under way, as when a run is cancelled or fails as a whole. */
export async function endOpenTasks(
  pool: pg.Pool,
  runId: bigint,
  state: "cancelled" | "failed",
): Promise<void> {
  await pool.query(
    `update run_task set state = $2, finished_at = now(), step = null
     where run_id = $1 and state in ('queued', 'running')`,
    [runId, state],
  );
}

export type TaskCounts = Readonly<Record<TaskState, number>>;

export async function countTasks(pool: pg.Pool, runId: bigint): Promise<TaskCounts> {
  const result = await pool.query<{ state: TaskState; count: number }>(
    "select state, count(*)::int as count from run_task where run_id = $1 group by state",
    [runId],
  );
  const counts = { queued: 0, running: 0, complete: 0, partial: 0, failed: 0, cancelled: 0 };
  for (const row of result.rows) counts[row.state] = row.count;
  return counts;
}

/** What a run could not see and why, the most frequent first, at most ten: `account … : …` or `… in n places`. */
export async function listRunGaps(pool: pg.Pool, runId: bigint): Promise<readonly string[]> {
  const result = await pool.query<{ gap: string }>(
    `(select 'account ' || target || ': ' || error as gap, 1000000 as places from run_task
      where run_id = $1 and error is not null)
     union all
     (select coalesce(cause_action, kind) || ': ' || coalesce(cause_code, state::text) || ' in ' || count(*)
        || case count(*) when 1 then ' place' else ' places' end, count(*)
      from coverage where run_id = $1 and valid_to = 'infinity' and state <> 'complete'
      group by coalesce(cause_action, kind), coalesce(cause_code, state::text))
     order by places desc, gap limit 10`,
    [runId],
  );
  return result.rows.map((row) => row.gap);
}
