import type { RunsDto } from "#lib/api/dto/runs.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { getFreshness } from "./freshness.ts";
import { selectRuns } from "./run-rows.ts";

const shown = 50;

/** The latest runs with what they did; the one under way comes with its progress. */
export async function listRuns(viewer: Viewer): Promise<RunsDto> {
  const [freshness, runs] = await Promise.all([getFreshness(viewer), selectRuns(null, shown)]);
  return { freshness, runs };
}
