import type pg from "pg";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { prismaOn } from "./prisma.ts";

export interface TargetInput {
  readonly metric: MeasuredMetric;
  readonly value: number;
  readonly reason: string;
}

/** Sets what a metric is to reach from now on; what was set before stays on record. */
export async function setTarget(pool: pg.Pool, input: TargetInput, recordedBy: string): Promise<void> {
  await prismaOn(pool).target.create({ data: { ...input, recordedBy } });
}
