import type { MeasuredDto } from "#lib/api/dto/metrics.ts";
import { formatCount, formatPercent } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import { Bar } from "./distribution-panel.tsx";
import styles from "./metrics.module.css";
import { typesLabel } from "./thing-words.ts";
import { type AddressOf, listFilters } from "./use-metric-filter.ts";

/** What counts, by the type of the thing: how many of how many. */
export function TypesPanel({
  latest,
  isGood,
  addressOf,
}: {
  latest: MeasuredDto;
  /** Whether the share is what is wanted: covered, rather than exposed. */
  isGood: boolean;
  addressOf: AddressOf;
}) {
  const types = Object.entries(latest.detail.types).sort(([, a], [, b]) => b.denominator - a.denominator);
  return (
    <Panel title={isGood ? "Covered by type" : "Exposed by type"} className={styles["half"]}>
      {types.length === 0 ? <p className={styles["sub"]}>Nothing counts here.</p> : null}
      <ol className={styles["bars"]}>
        {types.map(([type, { numerator, denominator }]) => (
          <li key={type}>
            <Link href={`${addressOf({ ...listFilters, standing: "counted", type })}#things`}>
              {typesLabel(type)}
            </Link>
            <Bar tone={isGood ? "good" : "warn"} share={numerator / denominator} />
            <span className="num">
              {formatCount(numerator)} of {formatCount(denominator)} ({formatPercent(numerator / denominator)}
              )
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
