import type { MetricDto } from "#lib/api/dto/common.ts";
import { formatCount, formatPercent, plural } from "../format.ts";
import styles from "./score.module.css";

/** What a number rests on, and what was left out of it. */
export function CoverageNote({ metric, of = "resource" }: { metric: MetricDto; of?: string }) {
  const left = Object.entries(metric.excluded).filter(([, count]) => count > 0);
  const parts = [
    `n = ${plural(metric.n, of)}`,
    ...(metric.unknown > 0 ? [`${formatCount(metric.unknown)} unknown`] : []),
    ...left.map(([reason, count]) => `${formatCount(count)} ${reasonText(reason)}`),
    `coverage ${formatPercent(metric.coverage)}`,
  ];
  return <span className={styles["note"]}>{parts.join(" · ")}</span>;
}

/** `notApplicable` → `not applicable`. */
function reasonText(reason: string): string {
  return reason
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
}
