import { z } from "zod";
import type { HealthDto } from "#lib/api/dto/common.ts";
import { DatabaseUnavailable, rows } from "./database.ts";
import { instant } from "./decode.ts";
import { runState } from "./run-rows.ts";

const row = z.object({ id: z.string(), state: runState, finishedAt: instant.nullable() });

/** Whether the app can serve; needs no viewer, and tells nothing of any account. Never throws. */
export async function getHealth(version: string): Promise<HealthDto> {
  try {
    const [last] = await rows(
      `select id::text, state, finished_at as "finishedAt" from run where purpose = 'collect'
       order by requested_at desc limit 1`,
      [],
    );
    const lastRun = last === undefined ? null : row.parse(last);
    return { status: "ok", database: "up", lastRun, version };
  } catch (error) {
    const database = error instanceof DatabaseUnavailable ? "down" : "up";
    return { status: "degraded", database, lastRun: null, version };
  }
}
