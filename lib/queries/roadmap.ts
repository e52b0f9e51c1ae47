import type { TallyDto } from "#lib/api/dto/common.ts";
import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import {
  type PhaseDto,
  type RoadmapDto,
  type SuccessDto,
  type SuccessMeasure,
  successMeasures,
} from "#lib/api/dto/roadmap.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { phases } from "#lib/controls/define.ts";
import { controls } from "#lib/controls/registry.ts";
import { controlRow, noTally } from "./control-rows.ts";
import { getFreshness } from "./freshness.ts";
import { trendDays } from "./headlines.ts";
import { findMetricScope } from "./metric-scope.ts";
import type { Moment } from "./moment.ts";
import { addTallies, pillarDtos, scoredTallies } from "./overview.ts";
import { type Course, getCourses } from "./roadmap-points.ts";
import { getTalliesOf, type ScopeTally } from "./scope-tallies.ts";
import { listTrendMarks } from "./trend-marks.ts";

/**
 * The five phases, the pillars and what they are to bring about, in the Organization, a unit or an account. Null where
 * there is no such scope, or none that the viewer may see.
 */
export async function getRoadmap(
  viewer: Viewer,
  moment: Moment,
  chosen: { readonly unit: string | null; readonly account: string | null },
): Promise<RoadmapDto | null> {
  const [freshness, found] = await Promise.all([
    getFreshness(viewer, moment),
    findMetricScope(viewer, moment, chosen),
  ]);
  if (found === null) return chosen.unit === null && chosen.account === null ? nothing(freshness) : null;
  const { scope, above, accounts, isWhole } = found;
  const ids = isWhole || scope.kind === "account" ? [scope.id] : accounts;
  const [tallies, courses, trendMarks] = await Promise.all([
    getTalliesOf(ids, moment),
    getCourses(moment, ids),
    listTrendMarks(viewer, moment, trendDays),
  ]);
  const phaseDtos = phases.map((phase) => phaseDto(phase, tallies, courses.get(`phase.${phase}`)));
  const points = Object.fromEntries([...courses].map(([name, { latest }]) => [name, latest]));
  return {
    freshness,
    scope,
    above,
    phases: phaseDtos,
    here: phaseDtos.find(({ isDone }) => !isDone)?.phase ?? null,
    pillars: pillarDtos(scoredTallies(tallies), points).map((pillar) => ({
      ...pillar,
      ...courseOf(courses.get(`score.${pillar.pillar}`)),
    })),
    success: successMeasures.map((measure) => successDto(measure, courses.get(sources[measure]))),
    trendMarks,
  };
}

/** Before the first run there is no Organization. */
function nothing(freshness: RoadmapDto["freshness"]): RoadmapDto {
  const scope = { kind: "organization", id: "", name: "Organization" } as const;
  return { freshness, scope, above: [], phases: [], here: null, pillars: [], success: [], trendMarks: [] };
}

function courseOf(course: Course | undefined) {
  return { trend: course?.trend ?? [], before: course?.before ?? null };
}

const leftFirst = { fail: 0, unknown: 1, "pass-excepted": 2, pass: 3, "no-data": 4 } as const;
const severityRank = { critical: 0, high: 1, medium: 2, low: 3, informational: 4 } as const;

function byWhatIsLeft(a: ControlRowDto, b: ControlRowDto): number {
  return leftFirst[a.state] - leftFirst[b.state] || severityRank[a.severity] - severityRank[b.severity];
}

function phaseDto(phase: number, tallies: readonly ScopeTally[], course: Course | undefined): PhaseDto {
  const rows = controls
    .filter((control) => control.phase === phase)
    .map((control) => {
      const found = tallies.find(({ controlId }) => controlId === control.id);
      if (found === undefined)
        return controlRow(control, { tally: noTally, failingAccounts: 0, unknownAccounts: 0 });
      const { controlId: _, failingAccounts, unknownAccounts, ...tally } = found;
      return controlRow(control, { tally, failingAccounts, unknownAccounts });
    })
    .sort(byWhatIsLeft);
  const isOpen = rows.some(({ state }) => state === "fail" || state === "unknown");
  return {
    phase,
    score: course?.latest ?? null,
    tally: rows.reduce<TallyDto>((sum, { tally }) => addTallies(sum, tally), noTally),
    isDone: !isOpen && rows.some(({ state }) => state !== "no-data"),
    controls: rows,
    ...courseOf(course),
  };
}

/** The metric point that each measure is told from. */
const sources = {
  "unused-privileges": "permission-utilization",
  "standing-administration": "privileges.standing",
  "detection-time": "detection-time",
  "public-exposure": "network-exposure",
  "broad-policies": "policies.broad",
} as const satisfies Record<SuccessMeasure, string>;

const partsOf: Partial<Record<SuccessMeasure, readonly SuccessDto["parts"][number]["part"][]>> = {
  "unused-privileges": ["actions"],
  "public-exposure": ["attached", "apart"],
};

function successDto(measure: SuccessMeasure, course: Course | undefined): SuccessDto {
  const latest = course?.latest;
  return {
    measure,
    value: latest?.value ?? null,
    n: latest?.n ?? 0,
    unknown: latest?.unknown ?? 0,
    coverage: latest?.coverage ?? 0,
    parts: (partsOf[measure] ?? []).map((part) => ({ part, count: latest?.parts[part] ?? 0 })),
    ...courseOf(course),
  };
}
