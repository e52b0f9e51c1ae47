import type { Viewer } from "#lib/auth/viewer.ts";
import { readConfig } from "#lib/config.ts";
import { cancelRun, RunActive, requestRun } from "#lib/store/runs.ts";
import { withDatabase } from "./database.ts";

/**
 * Asks the workers to collect now. Returns the run's id, or that of the one already under way.
 */
export async function collectNow(
  viewer: Viewer,
): Promise<{ readonly id: string; readonly started: boolean }> {
  return withDatabase(async (pool) => {
    try {
      const regions = readConfig(process.env).regions ?? [];
      const run = await requestRun(pool, { trigger: "manual", requestedBy: viewer.name, regions });
      return { id: String(run.id), started: true };
    } catch (error) {
      if (error instanceof RunActive) return { id: String(error.runId), started: false };
      throw error;
    }
  });
}

/** Asks for the end of a run; false where there is none under way with this id. */
export async function cancelRunNow(_viewer: Viewer, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false;
  return withDatabase((pool) => cancelRun(pool, BigInt(id)));
}
