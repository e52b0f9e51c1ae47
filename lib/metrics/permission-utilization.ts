import { isOlderThan } from "#lib/controls/days.ts";
import type { ActionSet } from "#lib/iam/action-set.ts";
import type { ActionTable } from "#lib/iam/actions.ts";
import { isFromPermissionSet, isServiceLinked } from "#lib/iam/own-roles.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { ratio } from "./metric.ts";

export const utilizationWindowDays = 90;

/** Why a principal is outside the metric, by name as it is counted. */
export type UtilizationExclusion =
  | "serviceLinked"
  /** It rolls up to the permission set it was made from. */
  | "fromPermissionSet"
  /** Younger than the window. */
  | "young"
  /** AWS tracks none of the actions it is granted. */
  | "nothingMeasurable";

/** Why a principal is not measured, as far as its last-accessed report need not be asked; null where it is. */
export function utilizationExclusion(
  principal: { readonly rolePath: string | null; readonly createdAt: string },
  asOf: Date,
): Exclude<UtilizationExclusion, "nothingMeasurable"> | null {
  const { rolePath, createdAt } = principal;
  if (rolePath !== null && isServiceLinked(rolePath)) return "serviceLinked";
  if (rolePath !== null && isFromPermissionSet(rolePath)) return "fromPermissionSet";
  return isOlderThan(createdAt, utilizationWindowDays, asOf) ? null : "young";
}

/** Of one principal; what `utilization` is of are counts of actions. */
export interface Utilization {
  /** |U ∩ G ∩ M|: measurable ones used within the window. */
  readonly used: number;
  /** |G ∩ M|: granted ones whose last use AWS tracks. */
  readonly measurable: number;
  /** |G| */
  readonly granted: number;
  /** used / measurable; null where nothing is measurable. */
  readonly utilization: number | null;
  /** measurable / granted. */
  readonly measurability: number | null;
  readonly unused: ActionSet;
  /** Services of which AWS tracks no action: whether anything of them was used is all that is known. */
  readonly byService: { readonly used: readonly string[]; readonly unused: readonly string[] };
  /** Tracked actions that the table of actions does not know, and so nobody can say whether they are granted. */
  readonly unknown: readonly string[];
}

/**
 * How much of what it is granted a principal used within the window. Denied attempts count as use, which is
 * how IAM reports them; `iam:PassRole` and data actions are not tracked.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export function permissionUtilization(
  granted: ActionSet,
  services: PayloadOf<"iam.last-accessed">["services"],
  table: ActionTable,
  asOf: Date,
): Utilization {
  const inWindow = (day: string | null) => day !== null && !isOlderThan(day, utilizationWindowDays, asOf);
  const measurable: number[] = [];
  const used: number[] = [];
  const unknown: string[] = [];
  const byService: { used: string[]; unused: string[] } = { used: [], unused: [] };
  for (const { namespace, lastOn, actions } of services) {
    if (actions === null) (inWindow(lastOn) ? byService.used : byService.unused).push(namespace);
    for (const action of actions ?? []) {
      const name = `${namespace}:${action.name}`;
      const number = table.numberOf(name);
      if (number === undefined) unknown.push(name);
      else if (granted.has(number)) {
        measurable.push(number);
        if (inWindow(action.lastOn)) used.push(number);
      }
    }
  }
  const countable = table.setOf(measurable);
  const wasUsed = table.setOf(used);
  const [g, m, u] = [granted.size, countable.size, wasUsed.size];
  return {
    used: u,
    measurable: m,
    granted: g,
    utilization: ratio(u, m),
    measurability: ratio(m, g),
    unused: countable.difference(wasUsed),
    byService,
    unknown,
  };
}
