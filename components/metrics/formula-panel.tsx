import { explanations } from "#lib/metrics/explained.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./metrics.module.css";

/** How the number comes about. */
export function FormulaPanel({ metric }: { metric: MeasuredMetric }) {
  const { formula, inputs } = explanations[metric];
  return (
    <Panel title="Formula" className={styles["third"]}>
      <p className={styles["prose"]}>{formula}</p>
      <h3 className={styles["subtitle"]}>What is read for it</h3>
      <ul className={styles["plain"]}>
        {inputs.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the number cannot tell, and where it is defined. */
export function BlindSpotsPanel({ metric, isWide }: { metric: MeasuredMetric; isWide: boolean }) {
  const { blindSpots, sources } = explanations[metric];
  return (
    <Panel title="Blind spots" className={styles[isWide ? "full" : "half"]}>
      <ul className={styles["plain"]}>
        {blindSpots.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <h3 className={styles["subtitle"]}>Sources</h3>
      <ul className={styles["plain"]}>
        {sources.map(({ title, href }) => (
          <li key={href}>
            <a href={href} rel="noreferrer" target="_blank">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
