import type pg from "pg";
import { z } from "zod";
import type { Settings } from "#lib/inventory/own.ts";
import { transaction } from "./pool.ts";
import { prismaOn } from "./prisma.ts";

export const runStates = ["queued", "running", "complete", "partial", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];
/** Whether a run collects and judges, or judges again what is known. */
export const runPurposes = ["collect", "judge"] as const;
export type RunPurpose = (typeof runPurposes)[number];
export type TaskState = RunState;

/** The states of a run that is not over. */
const active: RunState[] = ["queued", "running"];

/** The share of a run that is the Organization's own: its tree, accounts and policies. */
export const organizationTarget = "organization";
/** The shares of a run that read another detector's findings of the Organization from its administrator. */
export const sourceTargets = ["security-hub", "guardduty", "access-analyzer", "inspector"] as const;
export type SourceTarget = (typeof sourceTargets)[number];

/** Channel on which workers hear that a run is to be cancelled; the payload is the run's id. */
export const cancelChannel = "postern_cancel";

const runRow = z.object({
  id: z.coerce.bigint(),
  state: z.enum(runStates),
  purpose: z.enum(runPurposes),
  as_of: z.date(),
  regions: z.array(z.string()),
  cancel_requested_at: z.date().nullable(),
  error: z.string().nullable(),
});

export interface Run {
  readonly id: bigint;
  readonly state: RunState;
  readonly asOf: Date;
  /** Regions collection is limited to; empty means all enabled. */
  readonly regions: readonly string[];
  readonly purpose: RunPurpose;
  readonly cancelRequested: boolean;
  /** Why the run failed as a whole. */
  readonly error: string | null;
}

function decodeRun(row: unknown): Run {
  const run = runRow.parse(row);
  return {
    id: run.id,
    state: run.state,
    purpose: run.purpose,
    asOf: run.as_of,
    regions: run.regions,
    cancelRequested: run.cancel_requested_at !== null,
    error: run.error,
  };
}

const columns = "id, state, purpose, as_of, regions, cancel_requested_at, error";

/** A run was asked for while another is under way. */
export class RunActive extends Error {
  override readonly name = "RunActive";
  readonly runId: bigint;
  readonly purpose: RunPurpose;
  constructor(runId: bigint, purpose: RunPurpose = "collect") {
    super(`Run ${runId} is still under way. Wait for it or cancel it first.`);
    this.runId = runId;
    this.purpose = purpose;
  }
}

/** A run was asked for as of an instant that another run has already gone past. */
export class RunOutOfOrder extends Error {
  override readonly name = "RunOutOfOrder";
  constructor(asOf: Date, last: Date) {
    super(
      `A run as of ${asOf.toISOString()} would come before the last one (${last.toISOString()}): history is written forwards only.`,
    );
  }
}

export interface RunRequest {
  readonly trigger: "schedule" | "manual" | "command" | "record";
  /** `collect` unless told. */
  readonly purpose?: RunPurpose;
  readonly requestedBy: string;
  readonly asOf?: Date;
  readonly regions?: readonly string[];
}

/**
 * Asks for a run and queues its first job, in one transaction.
 *
 * @throws RunActive when one is under way; RunOutOfOrder when `asOf` is not after the last run's.
 */
export async function requestRun(pool: pg.Pool, request: RunRequest): Promise<Run> {
  return transaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('postern.request-run'))");
    const underWay = await client.query(`select ${columns} from run where state in ('queued', 'running')`);
    if (underWay.rows[0] !== undefined) {
      const { id, purpose } = decodeRun(underWay.rows[0]);
      throw new RunActive(id, purpose);
    }
    const latest = await client.query<{ last: Date | null }>("select max(as_of) as last from run");
    const last = latest.rows[0]?.last ?? null;
    const asOf = request.asOf ?? new Date();
    if (last !== null && last >= asOf) throw new RunOutOfOrder(asOf, last);
    const inserted = await client.query(
      `insert into run (trigger, purpose, requested_by, as_of, regions) values ($1, $2, $3, $4, $5)
       returning ${columns}`,
      [request.trigger, request.purpose ?? "collect", request.requestedBy, asOf, request.regions ?? []],
    );
    const run = decodeRun(inserted.rows[0]);
    await client.query(
      "select graphile_worker.add_job('start-run', json_build_object('runId', $1::text), job_key := $2, max_attempts := 5)",
      [run.id, `start-run:${run.id}`],
    );
    return run;
  });
}

/** Asks for a run's end: workers hear of it at once, queued jobs when they start. False if it is over. */
export async function cancelRun(pool: pg.Pool, runId: bigint): Promise<boolean> {
  const updated = await pool.query(
    `update run set cancel_requested_at = coalesce(cancel_requested_at, now())
     where id = $1 and state in ('queued', 'running')`,
    [runId],
  );
  if (updated.rowCount === 0) return false;
  await pool.query("select pg_notify($1, $2)", [cancelChannel, String(runId)]);
  return true;
}

export async function isRunActive(pool: pg.Pool): Promise<boolean> {
  return (await prismaOn(pool).run.count({ where: { state: { in: active } } })) > 0;
}

/** Active runs that were asked to end. */
export async function listCancelledRuns(pool: pg.Pool): Promise<readonly bigint[]> {
  const runs = await prismaOn(pool).run.findMany({
    where: { state: { in: active }, cancelRequestedAt: { not: null } },
    select: { id: true },
  });
  return runs.map((run) => run.id);
}

export async function getRun(pool: pg.Pool, runId: bigint): Promise<Run | undefined> {
  const run = await prismaOn(pool).run.findUnique({ where: { id: runId } });
  if (run === null) return undefined;
  const { id, state, purpose, asOf, regions, cancelRequestedAt, error } = run;
  return { id, state, purpose, asOf, regions, cancelRequested: cancelRequestedAt !== null, error };
}

/** Begins a run, and keeps the limits that it judges drift by. */
export async function markRunRunning(
  pool: pg.Pool,
  runId: bigint,
  { driftSlaDays }: Pick<Settings, "driftSlaDays">,
): Promise<void> {
  await prismaOn(pool).run.updateMany({
    where: { id: runId, state: "queued" },
    data: { state: "running", startedAt: new Date(), driftSlaDays },
  });
}

export async function finishRun(
  pool: pg.Pool,
  runId: bigint,
  state: RunState,
  error: string | null,
): Promise<void> {
  await prismaOn(pool).run.updateMany({
    where: { id: runId, state: { in: active } },
    data: { state, error, finishedAt: new Date() },
  });
}
