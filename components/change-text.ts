import type { TrendChangeDto } from "#lib/api/dto/common.ts";
import { formatMetric, plural } from "./format.ts";

/** Why numbers of two days are not the same measure. */
export function changeText(change: TrendChangeDto): string {
  if (change.kind === "control")
    return change.added ? `${change.title} (new)` : `${change.title} (version ${change.version})`;
  if (change.kind === "target") return `target set to ${formatMetric(change.metric, change.value)}`;
  const moves = [
    change.joined > 0 ? `${plural(change.joined, "account")} joined` : null,
    change.left > 0 ? `${plural(change.left, "account")} left` : null,
  ];
  return moves.filter((move) => move !== null).join(" and ");
}
