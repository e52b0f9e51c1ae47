import type { RunsDto } from "#lib/api/dto/runs.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { getFreshness } from "./freshness.ts";
import type { Moment } from "./moment.ts";
import { selectRuns } from "./run-rows.ts";

const shown = 50;

/** The latest runs with what they did; the one under way comes with its progress. */
export async function listRuns(viewer: Viewer, moment: Moment): Promise<RunsDto> {
  const [freshness, runs] = await Promise.all([
    getFreshness(viewer, moment),
    selectRuns(moment, null, shown),
  ]);
  return { freshness, runs };
}
