import { useId } from "react";
import type { MetricDto } from "#lib/api/dto/common.ts";
import { formatPercent } from "../format.ts";
import { isWeak } from "./evidence-level.ts";
import styles from "./score.module.css";

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

export function scoreText(score: MetricDto | null): string {
  if (score === null || score.value === null) return "Score: n/a, nothing was judged.";
  const weak = isWeak(score) ? " Insufficient evidence." : "";
  return `Score: ${formatPercent(score.value, 1)} at ${formatPercent(score.coverage)} coverage.${weak}`;
}

/** The headline score; hatched while it rests on insufficient evidence. */
export function ScoreRing({ score, size = 124 }: { score: MetricDto | null; size?: number }) {
  const hatch = useId();
  const value = score?.value ?? null;
  const weak = score !== null && isWeak(score);
  return (
    <svg
      viewBox="0 0 100 100"
      width={size}
      height={size}
      role="img"
      aria-label={scoreText(score)}
      className={styles["ring"]}
      data-print-colors
    >
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="4" height="4" className={styles["hatchBack"]} />
          <line x1="0" y1="0" x2="4" y2="0" strokeWidth="2.2" className={styles["hatchLine"]} />
        </pattern>
      </defs>
      <circle cx="50" cy="50" r={RADIUS} fill="none" strokeWidth="9" className={styles["track"]} />
      {value === null ? null : (
        <circle
          cx="50"
          cy="50"
          r={RADIUS}
          fill="none"
          strokeWidth="9"
          strokeLinecap={weak ? "butt" : "round"}
          strokeDasharray={`${value * AROUND} ${AROUND}`}
          transform="rotate(-90 50 50)"
          className={weak ? undefined : styles["arc"]}
          stroke={weak ? `url(#${hatch})` : undefined}
        />
      )}
      <text x="50" y="53" textAnchor="middle" fontSize="21" className={styles["value"]}>
        {value === null ? "n/a" : formatPercent(value, 1).replace("\u00a0%", "")}
      </text>
      <text x="50" y="66" textAnchor="middle" fontSize="8.5" className={styles["caption"]}>
        {value === null ? "not judged" : "% passed"}
      </text>
    </svg>
  );
}
