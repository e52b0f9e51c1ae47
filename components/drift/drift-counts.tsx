import type { DriftDto } from "#lib/api/dto/drift.ts";
import { formatCount, plural } from "../format.ts";
import { severitiesFromWorst, severityNames } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./drift.module.css";

/** How much of each severity is within its days, and how much is not. */
export function DriftCounts({ drift: { counts, limits } }: { drift: DriftDto }) {
  const most = Math.max(1, ...severitiesFromWorst.map((severity) => counts[severity].open));
  return (
    <Panel
      title="Within and beyond the days allowed"
      note={
        limits === null
          ? "The days allowed are not known: the latest run of this moment did not keep them. The next run does."
          : undefined
      }
    >
      <ul className={styles["counts"]}>
        {severitiesFromWorst.map((severity) => {
          const { open, overdue } = counts[severity];
          const days = limits?.[severity] ?? null;
          const within = open - overdue;
          return (
            <li key={severity}>
              <span>
                {severityNames[severity]}
                <span className={styles["sub"]}>
                  {limits === null ? "" : days === null ? "no limit" : plural(days, "day")}
                </span>
              </span>
              <span className={styles["bar"]} aria-hidden data-print-colors>
                {overdue > 0 ? (
                  <span className={styles["late"]} style={{ width: `${(overdue / most) * 100}%` }} />
                ) : null}
                {within > 0 ? (
                  <span
                    className={limits === null ? "hatched" : styles["within"]}
                    style={{ width: `${(within / most) * 100}%` }}
                  />
                ) : null}
              </span>
              <span className={styles["number"]}>
                {limits === null ? (
                  `${formatCount(open)} open`
                ) : (
                  <>
                    <span className={overdue > 0 ? styles["overdue"] : undefined}>
                      {formatCount(overdue)} overdue
                    </span>
                    , {formatCount(within)} within
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
