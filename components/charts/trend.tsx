"use client";

import dynamic from "next/dynamic";
import type { TrendMarkDto, TrendPointDto } from "#lib/api/dto/common.ts";
import { changeText } from "../change-text.ts";
import { formatDate, formatPercent } from "../format.ts";
import { rangeOf, type Scale, shareScale } from "./scale.ts";
import styles from "./trend.module.css";
import { type TrendDay, trendDays } from "./trend-days.ts";

const DAYS = 90;

const TrendChart = dynamic(async () => (await import("./trend-chart.tsx")).TrendChart, { ssr: false });

/** A metric's last 90 days with the coverage they rest on, and the same in words for who cannot see it. */
export function Trend({
  points,
  marks = [],
  until,
  label,
  height = 56,
  scale = shareScale,
  brief = false,
}: {
  points: readonly TrendPointDto[];
  /** Days on which what is measured changed: what lies on both sides is not the same measure. */
  marks?: readonly TrendMarkDto[];
  until: string;
  label: string;
  height?: number;
  scale?: Scale;
  /** The line alone, told in one sentence: for where a page of its own shows all of it. */
  brief?: boolean;
}) {
  const days = trendDays(points, DAYS, until);
  const known = days.filter(({ value }) => value !== null);
  if (known.length === 0) return null;
  return (
    <figure className={styles["figure"]}>
      <div aria-hidden className={styles["chart"]} style={{ height }} data-print-colors>
        <TrendChart days={days} marks={marks} label={label} height={height} scale={scale} />
      </div>
      <figcaption>
        {brief ? null : <Key days={days} scale={scale} />}
        <span className="visually-hidden">{summary(known, label, scale)}</span>
        {brief ? null : <Marks marks={marks} />}
      </figcaption>
      {brief ? null : <DaysInWords known={known} label={label} scale={scale} />}
    </figure>
  );
}

function Key({ days, scale }: { days: readonly TrendDay[]; scale: Scale }) {
  const { low, high } = rangeOf(days, scale);
  return (
    <span className={styles["labels"]} aria-hidden>
      <span>
        {DAYS} days, {scale.format(low)} to {scale.format(high)}
      </span>
      {scale.target === undefined ? null : (
        <span className={styles["target"]}>target {scale.format(scale.target)}</span>
      )}
      <span className={styles["coverage"]}>coverage</span>
    </span>
  );
}

function Marks({ marks }: { marks: readonly TrendMarkDto[] }) {
  if (marks.length === 0) return null;
  return (
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
  );
}

function DaysInWords({ known, label, scale }: { known: readonly TrendDay[]; label: string; scale: Scale }) {
  return (
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
              <td>{scale.format(value)}</td>
              <td>
                {formatPercent(coverage)}
                {isWeak ? ", insufficient evidence" : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function summary(known: readonly TrendDay[], label: string, { format, target }: Scale): string {
  const first = known[0];
  const last = known.at(-1);
  const aim = target === undefined ? "" : ` The target is ${format(target)}.`;
  if (first === undefined || last === undefined) return `${label}: no days measured.`;
  if (known.length === 1)
    return `${label}: ${format(first.value)} on ${formatDate(first.day)}, the only day measured.${aim}`;
  return `${label}: from ${format(first.value)} on ${formatDate(first.day)} to ${format(last.value)} on ${formatDate(last.day)}, ${known.length} days measured.${aim}`;
}
