import type { Severity } from "#lib/inventory/findings.ts";
import { formatCount } from "../format.ts";
import { severityNames } from "../labels.ts";
import styles from "./severity-counts.module.css";

const shown = ["critical", "high", "medium", "low"] as const;

/** Open findings by severity in one line; the words are in each title and for readers of the page. */
export function SeverityCounts({ counts }: { counts: Readonly<Record<Severity, number>> }) {
  return (
    <span className={styles["counts"]}>
      {shown.map((severity) => {
        const count = counts[severity];
        const tint = { color: `var(--${severity}-fg)`, background: `var(--${severity}-bg)` };
        return (
          <span
            key={severity}
            title={severityNames[severity]}
            className={`${styles["count"]} ${count === 0 ? styles["zero"] : ""}`}
            style={count === 0 ? undefined : tint}
          >
            {formatCount(count)}
            <span className="visually-hidden"> {severityNames[severity].toLowerCase()}</span>
          </span>
        );
      })}
    </span>
  );
}
