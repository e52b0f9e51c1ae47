import type { DriftFilter } from "#lib/api/drift-filter.ts";
import type { DriftDto } from "#lib/api/dto/drift.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controlById } from "#lib/controls/registry.ts";
import { countDrift, getDriftLimits, listDrift } from "./drift-rows.ts";
import { getFreshness } from "./freshness.ts";
import { findMetricScope } from "./metric-scope.ts";
import type { Moment } from "./moment.ts";

/**
 * Our findings that opened after their control first gave a verdict in their account and that no exception holds, with
 * their age against the limits that the control drift-sla judged by. Null where there is no such scope or control, or
 * none that the viewer may see.
 */
export async function getDrift(
  viewer: Viewer,
  moment: Moment,
  filter: DriftFilter,
): Promise<DriftDto | null> {
  const control = filter.control === null ? null : controlById(filter.control);
  if (control === undefined) return null;
  const [freshness, found, limits] = await Promise.all([
    getFreshness(viewer, moment),
    findMetricScope(viewer, moment, filter),
    getDriftLimits(moment),
  ]);
  if (found === null && (filter.unit !== null || filter.account !== null)) return null;
  const isAll = found?.isWhole === true && found.scope.kind === "organization";
  const chosen = { accounts: isAll ? null : (found?.accounts ?? []), control: filter.control };
  const [counts, page] = await Promise.all([
    countDrift(moment, chosen, limits),
    listDrift(moment, chosen, limits, filter.cursor),
  ]);
  return {
    freshness,
    scope: found?.scope ?? null,
    control: control === null ? null : { id: control.id, title: control.title },
    limits,
    counts,
    ...page,
  };
}
