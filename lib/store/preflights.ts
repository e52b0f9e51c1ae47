import type { PreflightReport } from "#lib/inventory/preflight.ts";
import type { Pool } from "./pool.ts";
import { prismaOn } from "./prisma.ts";

export const preflightStates = ["queued", "running", "complete", "failed"] as const;
export type PreflightState = (typeof preflightStates)[number];

/** The states of a preflight that is not over. */
const active: PreflightState[] = ["queued", "running"];

const attempts = 3;

/** A preflight was asked for while another is under way. */
export class PreflightActive extends Error {
  override readonly name = "PreflightActive";
  constructor(id: bigint) {
    super(`Preflight ${id} is still under way. Its result is the one to wait for.`);
  }
}

/** A preflight as it is stored; `result` is as JSON still. */
export interface StoredPreflight {
  readonly id: bigint;
  readonly state: PreflightState;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly step: string | null;
  readonly done: number;
  readonly total: number;
  readonly result: unknown;
  readonly error: string | null;
}

/**
 * Asks for a preflight and queues its job, in one transaction.
 *
 * @throws PreflightActive when one is under way.
 */
export async function requestPreflight(pool: Pool, requestedBy: string): Promise<bigint> {
  return prismaOn(pool).$transaction(async (client) => {
    await client.$executeRaw`select pg_advisory_xact_lock(hashtext('postern.request-preflight'))`;
    const underWay = await client.preflight.findFirst({ where: { state: { in: active } } });
    if (underWay !== null) throw new PreflightActive(underWay.id);
    const { id } = await client.preflight.create({ data: { requestedBy } });
    await client.$executeRaw`select graphile_worker.add_job('preflight',
      json_build_object('preflightId', ${String(id)}::text), job_key := ${`preflight:${id}`}::text,
      max_attempts := ${attempts}::int)`;
    return id;
  });
}

/** Marks a preflight as begun; false when it is over already, as after a worker died past its last write. */
export async function beginPreflight(pool: Pool, id: bigint): Promise<boolean> {
  const { count } = await prismaOn(pool).preflight.updateMany({
    where: { id, state: { in: active } },
    data: { state: "running", startedAt: new Date(), step: null, done: 0, total: 0 },
  });
  return count === 1;
}

/** Says how far a preflight is. */
export async function setPreflightProgress(
  pool: Pool,
  id: bigint,
  progress: { readonly step: string; readonly done: number; readonly total: number },
): Promise<void> {
  const { step, done, total } = progress;
  // Accounts are checked side by side: what is told late does not turn it back.
  await prismaOn(pool).preflight.updateMany({
    where: { id, state: "running", done: { lte: done } },
    data: { step, done, total },
  });
}

export async function completePreflight(pool: Pool, id: bigint, result: PreflightReport): Promise<void> {
  await prismaOn(pool).preflight.updateMany({
    where: { id, state: { in: active } },
    data: { state: "complete", result, finishedAt: new Date(), step: null },
  });
}

export async function failPreflight(pool: Pool, id: bigint, error: string): Promise<void> {
  await prismaOn(pool).preflight.updateMany({
    where: { id, state: { in: active } },
    data: { state: "failed", error, finishedAt: new Date(), step: null },
  });
}

export async function isPreflightActive(pool: Pool): Promise<boolean> {
  return (await prismaOn(pool).preflight.count({ where: { state: { in: active } } })) > 0;
}

/** The preflight under way, if any, and the last one that is over. */
export async function getLatestPreflights(
  pool: Pool,
): Promise<{ readonly active: StoredPreflight | null; readonly last: StoredPreflight | null }> {
  const { preflight } = prismaOn(pool);
  const orderBy = { id: "desc" } as const;
  const [underWay, last] = await Promise.all([
    preflight.findFirst({ where: { state: { in: active } }, orderBy }),
    preflight.findFirst({ where: { state: { notIn: active } }, orderBy }),
  ]);
  return { active: underWay, last };
}

/** Fails the preflights for which no job is left that could still run: their worker died once too often. */
export async function failAbandonedPreflights(pool: Pool): Promise<void> {
  await pool.query(
    `update preflight p set state = 'failed', finished_at = now(), step = null,
       error = 'The worker ended each time while it checked; see its log.'
     where p.state in ('queued', 'running') and not exists (
       select from graphile_worker.jobs j
       where j.key = 'preflight:' || p.id and (j.attempts < j.max_attempts or j.locked_at is not null))`,
  );
  await pool.query(
    `select graphile_worker.complete_jobs(array_agg(j.id)) from graphile_worker.jobs j
     where j.key like 'preflight:%' and j.attempts >= j.max_attempts and j.locked_at is null
     having count(*) > 0`,
  );
}
