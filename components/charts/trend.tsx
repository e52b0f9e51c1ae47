"use client";

import dynamic from "next/dynamic";
import type { TrendChangeDto, TrendMarkDto, TrendPointDto } from "#lib/api/dto/common.ts";
import { formatDate, formatMetric, formatPercent, plural } from "../format.ts";
import styles from "./trend.module.css";
import { type TrendDay, trendDays, trendRange } from "./trend-days.ts";

const DAYS = 90;

const TrendChart = dynamic(async () => (await import("./trend-chart.tsx")).TrendChart, { ssr: false });

/** A metric's last 90 days with the coverage they rest on, and the same in words for who cannot see it. */
export function Trend({
  points,
  marks = [],
  until,
  label,
  height = 56,
}: {
  points: readonly TrendPointDto[];
  /** Days on which controls began to judge another way: what lies on both sides is not the same measure. */
  marks?: readonly TrendMarkDto[];
  until: string;
  label: string;
  height?: number;
}) {
  const days = trendDays(points, DAYS, until);
  const known = days.filter(({ value }) => value !== null);
  if (known.length === 0) return null;
  const { low, high } = trendRange(days);
  return (
    <figure className={styles["figure"]}>
      <div aria-hidden className={styles["chart"]} style={{ height }} data-print-colors>
        <TrendChart days={days} marks={marks} label={label} height={height} />
      </div>
      <figcaption>
        <span className={styles["labels"]} aria-hidden>
          <span>
            {DAYS} days, {formatPercent(low)} to {formatPercent(high)}
          </span>
          <span className={styles["coverage"]}>coverage</span>
        </span>
        <span className="visually-hidden">{summary(known, label)}</span>
        {marks.length === 0 ? null : (
          <details className={styles["marks"]}>
            <summary>
              What is measured changed on{" "}
              {marks.length === 1 ? formatDate(marks[0]?.day ?? "") : `${marks.length} days`}
            </summary>
            <ul>
              {marks.map(({ day, changes }) => (
                <li key={day}>
                  {formatDate(day)}: {changes.map(changeText).join(", ")}
                </li>
              ))}
            </ul>
          </details>
        )}
      </figcaption>
      <div className="visually-hidden">
        <table>
          <caption>{label} by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">{label}</th>
              <th scope="col">Coverage</th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ day, value, coverage, isWeak }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day)}</th>
                <td>{formatPercent(value, 1)}</td>
                <td>
                  {formatPercent(coverage)}
                  {isWeak ? ", insufficient evidence" : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function changeText(change: TrendChangeDto): string {
  if (change.kind === "control")
    return change.added ? `${change.title} (new)` : `${change.title} (version ${change.version})`;
  if (change.kind === "target") return `target set to ${formatMetric(change.metric, change.value)}`;
  const moves = [
    change.joined > 0 ? `${plural(change.joined, "account")} joined` : null,
    change.left > 0 ? `${plural(change.left, "account")} left` : null,
  ];
  return moves.filter((move) => move !== null).join(" and ");
}

function summary(known: readonly TrendDay[], label: string): string {
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return `${label}: no days measured.`;
  if (known.length === 1)
    return `${label}: ${formatPercent(first.value, 1)} on ${formatDate(first.day)}, the only day measured.`;
  return `${label}: from ${formatPercent(first.value, 1)} on ${formatDate(first.day)} to ${formatPercent(last.value, 1)} on ${formatDate(last.day)}, ${known.length} days measured.`;
}
