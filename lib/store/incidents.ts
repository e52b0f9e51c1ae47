import type { Recording } from "./exceptions.ts";
import type { Pool } from "./pool.ts";
import { prismaOn } from "./prisma.ts";

export interface NewIncident {
  readonly title: string;
  readonly reason: string;
  /** Null: of the whole Organization. */
  readonly accountId: string | null;
  readonly breachStartedAt: string;
  readonly detectedAt: string;
}

/** Records a breach that no detector told of. */
export async function recordIncident(
  pool: Pool,
  { breachStartedAt, detectedAt, ...rest }: NewIncident,
  { by, at }: Recording,
): Promise<{ readonly id: string }> {
  const { id } = await prismaOn(pool).incident.create({
    data: {
      ...rest,
      breachStartedAt: new Date(breachStartedAt),
      detectedAt: new Date(detectedAt),
      createdAt: at,
      recordedBy: by,
    },
  });
  return { id };
}

/** Takes an incident back; false where it was taken back already or there is none. */
export async function withdrawIncident(pool: Pool, id: string, { by, at }: Recording): Promise<boolean> {
  const { count } = await prismaOn(pool).incident.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: at, withdrawnBy: by },
  });
  return count > 0;
}
