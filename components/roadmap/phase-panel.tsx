"use client";

import { IconCheck, IconMapPinFilled } from "@tabler/icons-react";
import type { TrendMarkDto } from "#lib/api/dto/common.ts";
import type { PhaseDto } from "#lib/api/dto/roadmap.ts";
import { Trend } from "../charts/trend.tsx";
import { formatPercent, plural } from "../format.ts";
import { phaseName } from "../labels.ts";
import badges from "../posture/badges.module.css";
import { controlColumn, severityColumn, stateColumn, tallyColumn } from "../posture/control-columns.tsx";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence, ScoreBar } from "../posture/score-bar.tsx";
import { TallyBar, TallyLegend } from "../posture/tally-bar.tsx";
import { DataTable } from "../table/data-table.tsx";
import { CourseChange } from "./course.tsx";
import styles from "./roadmap.module.css";

const columns = [controlColumn, stateColumn, severityColumn, tallyColumn];

/** One phase: how far it is, where it comes from, and what is left of it. */
export function PhasePanel({
  phase,
  isHere,
  marks,
  until,
}: {
  phase: PhaseDto;
  /** The first that is not done. */
  isHere: boolean;
  marks: readonly TrendMarkDto[];
  until: string;
}) {
  const title = phaseName(phase.phase);
  const left = phase.controls.filter(({ state }) => state === "fail" || state === "unknown");
  const shown = left.length > 0 ? left : phase.controls;
  return (
    <div id={`phase-${phase.phase}`} className={isHere ? styles["here"] : undefined}>
      <Panel
        title={
          <>
            {title} <PhaseBadge isDone={phase.isDone} isHere={isHere} />
          </>
        }
        aside={standing(phase)}
      >
        <div className={styles["phase"]}>
          <div className={styles["bars"]}>
            <ScoreBar score={phase.score} />
            <TallyBar tally={phase.tally} />
            <TallyLegend tally={phase.tally} />
            <div className={styles["evidence"]}>
              <CourseChange course={phase} unit="share" />
              {phase.score !== null && isWeak(phase.score) ? (
                <InsufficientEvidence />
              ) : (
                <span>coverage {formatPercent(phase.score?.coverage ?? null)}</span>
              )}
            </div>
          </div>
          <Trend
            points={phase.trend}
            marks={marks}
            until={until}
            label={`Score of ${title}`}
            height={44}
            brief
          />
        </div>
        <details className={styles["left"]}>
          <summary>
            {left.length > 0
              ? `What is left: ${plural(left.length, "control")}`
              : plural(shown.length, "control")}
            {left[0] === undefined ? null : <span>, first of all {left[0].title}</span>}
          </summary>
          <DataTable
            flush
            label={left.length > 0 ? `Left of ${title}` : `Controls of ${title}`}
            columns={columns}
            rows={shown}
            rowId={({ id }) => id}
          />
        </details>
      </Panel>
    </div>
  );
}

function standing({ controls }: PhaseDto): string {
  const count = (...states: readonly string[]) =>
    controls.filter(({ state }) => states.includes(state)).length;
  const none = count("no-data");
  return [
    `${count("pass", "pass-excepted")} of ${plural(controls.length, "control")} met`,
    ...(none > 0 ? [`${none} without anything to judge`] : []),
  ].join(", ");
}

function PhaseBadge({ isDone, isHere }: { isDone: boolean; isHere: boolean }) {
  if (isHere)
    return (
      <span className={`${badges["badge"]} ${styles["pin"]}`}>
        <IconMapPinFilled aria-hidden />
        You are here
      </span>
    );
  if (!isDone) return null;
  return (
    <span className={`${badges["badge"]} ${badges["pass"]}`}>
      <IconCheck aria-hidden />
      Done
    </span>
  );
}
