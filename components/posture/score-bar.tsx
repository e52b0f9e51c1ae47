import type { MetricDto } from "#lib/api/dto/common.ts";
import { formatPercent } from "../format.ts";
import { isWeak } from "./evidence-level.ts";
import styles from "./score.module.css";
import { scoreText } from "./score-ring.tsx";

/** A score as a bar and its number; hatched where the evidence is insufficient. */
export function ScoreBar({ score }: { score: MetricDto | null }) {
  const value = score?.value ?? null;
  const weak = score !== null && isWeak(score);
  return (
    <div className={styles["row"]} title={scoreText(score)}>
      <div className={styles["bar"]} data-print-colors>
        {value === null ? null : (
          <div className={weak ? "hatched" : styles["fill"]} style={{ width: `${value * 100}%` }} />
        )}
      </div>
      <span className={`${styles["number"]} ${value === null || weak ? styles["weak"] : ""}`}>
        {formatPercent(value)}
      </span>
    </div>
  );
}

export function InsufficientEvidence() {
  return (
    <span className={styles["insufficient"]}>
      <span className={`hatched ${styles["swatch"]}`} />
      Insufficient evidence
    </span>
  );
}
