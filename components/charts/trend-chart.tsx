"use client";

import {
  Area,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { TrendMarkDto } from "#lib/api/dto/common.ts";
import { formatDate, formatPercent } from "../format.ts";
import { rangeOf, type Scale } from "./scale.ts";
import styles from "./trend.module.css";
import type { TrendDay } from "./trend-days.ts";

/** The lower part of the height, kept for coverage: the value's line never enters it. */
const COVERAGE_SHARE = 0.2;

/** Loaded after the page: the chart library weighs more than all else that the first page shows. */
export function TrendChart({
  days,
  marks,
  label,
  height,
  scale,
}: {
  days: readonly TrendDay[];
  marks: readonly TrendMarkDto[];
  label: string;
  height: number;
  scale: Scale;
}) {
  const { low, high } = rangeOf(days, scale);
  const floor = low - ((high - low) * COVERAGE_SHARE) / (1 - COVERAGE_SHARE);
  const data = [...days];
  return (
    <ComposedChart
      responsive
      data={data}
      accessibilityLayer={false}
      margin={{ top: 4, right: 4, bottom: 1, left: 4 }}
      style={{ width: "100%", height }}
    >
      <XAxis dataKey="day" hide />
      <YAxis yAxisId="value" hide domain={[floor, high]} allowDataOverflow />
      <YAxis yAxisId="coverage" hide domain={[0, 1 / COVERAGE_SHARE]} allowDataOverflow />
      {marks.map(({ day }) => (
        <ReferenceLine key={day} yAxisId="value" x={day} stroke="var(--ink-soft)" strokeDasharray="1 2" />
      ))}
      {scale.target === undefined ? null : (
        <ReferenceLine yAxisId="value" y={scale.target} stroke="var(--pass)" strokeDasharray="5 3" />
      )}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--line-strong)" }}
        allowEscapeViewBox={{ x: false, y: true }}
        wrapperStyle={{ zIndex: 5 }}
        content={({ active, payload }) => {
          const day = active === true ? dayOf(payload[0]?.payload) : undefined;
          return day === undefined ? null : <DayTip day={day} label={label} scale={scale} />;
        }}
      />
      <Area
        yAxisId="coverage"
        dataKey="coverage"
        type="step"
        connectNulls={false}
        isAnimationActive={false}
        stroke="none"
        fill="var(--unknown-a)"
        fillOpacity={0.5}
        activeDot={false}
      />
      <Line
        yAxisId="value"
        dataKey="weak"
        type="linear"
        connectNulls={false}
        isAnimationActive={false}
        stroke="var(--unknown-a)"
        strokeWidth={2}
        strokeDasharray="3 3"
        dot={false}
        activeDot={false}
      />
      <Line
        yAxisId="value"
        dataKey="firm"
        type="linear"
        connectNulls={false}
        isAnimationActive={false}
        stroke="var(--bar)"
        strokeWidth={2}
        strokeLinejoin="round"
        dot={false}
        activeDot={false}
      />
      <Line
        yAxisId="value"
        dataKey="value"
        connectNulls={false}
        isAnimationActive={false}
        stroke="none"
        dot={LoneDay}
        activeDot={{ r: 3.5, fill: "var(--bar)", stroke: "var(--surface)" }}
      />
    </ComposedChart>
  );
}

/** A line through one day has no length: the day itself is drawn. */
function LoneDay({ cx, cy, payload, key }: DotItemDotProps) {
  const day = dayOf(payload);
  if (day === undefined || !day.alone || cx === undefined || cy === undefined) return <g key={key} />;
  return (
    <circle
      key={key}
      cx={cx}
      cy={cy}
      r={3.5}
      fill={day.isWeak ? "var(--surface)" : "var(--bar)"}
      stroke={day.isWeak ? "var(--unknown-a)" : "var(--surface)"}
      strokeWidth={1.5}
      strokeDasharray={day.isWeak ? "2 2" : undefined}
    />
  );
}

function DayTip({ day, label, scale }: { day: TrendDay; label: string; scale: Scale }) {
  return (
    <div className={styles["tip"]}>
      <div>{formatDate(day.day)}</div>
      {day.value === null ? (
        "not measured"
      ) : (
        <>
          <strong>{scale.format(day.value)}</strong> {label.toLowerCase()}
          <div>
            {formatPercent(day.coverage)} seen{day.isWeak ? ": insufficient evidence" : ""}
          </div>
        </>
      )}
    </div>
  );
}

/** What the chart library hands back untyped is one of the days it was given. */
function dayOf(payload: unknown): TrendDay | undefined {
  return isDay(payload) ? payload : undefined;
}

function isDay(payload: unknown): payload is TrendDay {
  return typeof payload === "object" && payload !== null && "day" in payload && "alone" in payload;
}
