import type pg from "pg";
import { prismaOn } from "./prisma.ts";
import type { TaskState } from "./runs.ts";

/** The states of what is not over. */
const open: TaskState[] = ["queued", "running"];

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
  const data = targets.map((target) => ({ runId, target }));
  await prismaOn(pool).runTask.createMany({ data, skipDuplicates: true });
}

/** Marks a target as begun; false when it is over already, as after a worker died past its last write. */
export async function beginTask(pool: pg.Pool, runId: bigint, target: string): Promise<boolean> {
  const { count } = await prismaOn(pool).runTask.updateMany({
    where: { runId, target, state: { in: open } },
    data: { state: "running", attempts: { increment: 1 }, startedAt: new Date(), step: null },
  });
  return count === 1;
}

/** Why a target failed; null when it did not. */
export async function getTaskError(pool: pg.Pool, runId: bigint, target: string): Promise<string | null> {
  const task = await prismaOn(pool).runTask.findUnique({
    where: { runId_target: { runId, target } },
    select: { error: true },
  });
  return task?.error ?? null;
}

/** Says what a target is doing, for the runs page. */
export async function setTaskStep(pool: pg.Pool, runId: bigint, target: string, step: string): Promise<void> {
  await prismaOn(pool).runTask.updateMany({ where: { runId, target }, data: { step } });
}

/** Reports a target's end, once: what another attempt reported stays. */
export async function endTask(
  pool: pg.Pool,
  runId: bigint,
  target: string,
  report: TaskReport,
): Promise<void> {
  await prismaOn(pool).runTask.updateMany({
    where: { runId, target, state: { in: open } },
    data: { ...report, finishedAt: new Date(), step: null },
  });
}

/** Ends every target that has not begun or was under way, as when a run is cancelled or fails as a whole. */
export async function endOpenTasks(
  pool: pg.Pool,
  runId: bigint,
  state: "cancelled" | "failed",
): Promise<void> {
  await prismaOn(pool).runTask.updateMany({
    where: { runId, state: { in: open } },
    data: { state, finishedAt: new Date(), step: null },
  });
}

export type TaskCounts = Readonly<Record<TaskState, number>>;

export async function countTasks(pool: pg.Pool, runId: bigint): Promise<TaskCounts> {
  const groups = await prismaOn(pool).runTask.groupBy({ by: ["state"], where: { runId }, _count: true });
  const counts = { queued: 0, running: 0, complete: 0, partial: 0, failed: 0, cancelled: 0 };
  for (const group of groups) counts[group.state] = group._count;
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
