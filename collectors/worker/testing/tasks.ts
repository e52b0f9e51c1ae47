import type { Pool } from "#lib/store/pool.ts";
import type { TaskState } from "#lib/store/runs.ts";

/** The targets of the latest run by state. */
export async function tasksOf(pool: Pool): Promise<Record<TaskState, string[]>> {
  const { rows } = await pool.query<{ target: string; state: TaskState }>(
    "select target, state from run_task where run_id = (select max(id) from run) order by target",
  );
  const tasks: Record<TaskState, string[]> = {
    queued: [],
    running: [],
    complete: [],
    partial: [],
    failed: [],
    cancelled: [],
  };
  for (const { target, state } of rows) tasks[state].push(target);
  return tasks;
}
