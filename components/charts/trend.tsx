import type { TrendPointDto } from "#lib/api/dto/common.ts";
import { formatDate, formatPercent } from "../format.ts";
import styles from "./trend.module.css";
import { trendSegments } from "./trend-segments.ts";

const DAYS = 90;
const WIDTH = 300;

/**
 * A small trend, drawn by hand: it stands on the first page, where a chart library would weigh more than
 * everything else on it.
 */
export function Trend({
  points,
  until,
  label,
  height = 56,
}: {
  points: readonly TrendPointDto[];
  until: string;
  label: string;
  height?: number;
}) {
  const { segments, low, high } = trendSegments(points, DAYS, until);
  if (segments.length === 0) return null;
  return (
    <figure className={styles["figure"]}>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        height={height}
        className={styles["chart"]}
        role="img"
        aria-label={summary(points, label)}
      >
        <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" className={styles["grid"]} />
        <line x1="0" x2={WIDTH} y1={height - 0.5} y2={height - 0.5} className={styles["grid"]} />
        {segments.map(({ weak, points: ends }) => (
          <path
            key={ends.map(({ x }) => x).join()}
            d={`M${ends.map(({ x, y }) => `${(x * WIDTH).toFixed(2)} ${(y * height).toFixed(2)}`).join("L")}`}
            className={[
              styles["line"],
              weak ? styles["weak"] : "",
              ends[0]?.x === ends[1]?.x ? styles["alone"] : "",
            ].join(" ")}
          />
        ))}
      </svg>
      <figcaption className={styles["labels"]} aria-hidden>
        <span>90 days ago</span>
        <span>
          {formatPercent(low)} to {formatPercent(high)}
        </span>
        <span>today</span>
      </figcaption>
    </figure>
  );
}

function summary(points: readonly TrendPointDto[], label: string): string {
  const known = points.filter(({ value }) => value !== null);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return `${label}: no days measured.`;
  if (known.length === 1)
    return `${label}: ${formatPercent(first.value, 1)} on ${formatDate(first.day)}, the only day measured.`;
  return `${label}: from ${formatPercent(first.value, 1)} on ${formatDate(first.day)} to ${formatPercent(last.value, 1)} on ${formatDate(last.day)}, ${known.length} days measured.`;
}
