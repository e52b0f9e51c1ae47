"use client";

import { useMemo } from "react";
import type { MetricDto } from "#lib/api/dto/common.ts";
import type { BothDto, ChangesDto, CompareDto } from "#lib/api/dto/compare.ts";
import { formatMetric, formatPercent } from "../format.ts";
import { pillarName } from "../labels.ts";
import { type Change, changeOf, metricWords } from "../metrics/words.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { TallyBar, tallyText } from "../posture/tally-bar.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import styles from "./compare.module.css";
import { sideText } from "./words.ts";

interface Row extends BothDto<MetricDto> {
  readonly id: string;
  readonly name: string;
  readonly format: (value: number | null) => string;
  readonly change: (before: number, now: number) => Change;
}

function scoreChange(before: number, now: number): Change {
  const by = (now - before) * 100;
  if (Math.abs(by) < 0.05) return { text: "no change", direction: "same" };
  return {
    text: `${by < 0 ? "−" : "+"}${Math.abs(by).toFixed(1)} points`,
    direction: by < 0 ? "worse" : "better",
  };
}

const formatScore = (value: number | null) => formatPercent(value, 1);

function rowsOf({ score, measures, pillars }: ChangesDto): Row[] {
  const scored = { format: formatScore, change: scoreChange };
  return [
    { id: "score", name: "Score", ...score, ...scored },
    ...measures.map(({ metric, from, to }) => ({
      id: metric,
      name: metricWords[metric].name,
      from,
      to,
      format: (value: number | null) => formatMetric(metric, value),
      change: (before: number, now: number) => changeOf(metric, before, now),
    })),
    ...pillars
      .filter(({ from, to }) => from !== null || to !== null)
      .map(({ pillar, from, to }) => ({ id: pillar, name: pillarName(pillar), from, to, ...scored })),
  ];
}

const value = (metric: MetricDto | null, { format }: Row) => (
  <span className={metric !== null && isWeak(metric) ? styles["weak"] : undefined}>
    {metric === null ? "n/a" : format(metric.value)}
  </span>
);

const coverage = (metric: MetricDto | null) => (metric === null ? "n/a" : formatPercent(metric.coverage));

function Difference({ row }: { row: Row }) {
  const [before, now] = [row.from?.value ?? null, row.to?.value ?? null];
  if (before === null || now === null) return <span className={styles["sub"]}>n/a</span>;
  const { text, direction } = row.change(before, now);
  return <span className={`${styles["difference"]} ${styles[direction]}`}>{text}</span>;
}

/** The score, the four metrics and the pillars at both moments. A control of its own is told by its tally. */
export function MeasureChanges({ compared, changes }: { compared: CompareDto; changes: ChangesDto }) {
  const from = sideText(compared.from);
  const to = compared.to.asOf === null ? "Now" : sideText(compared.to);
  const rows = useMemo(() => rowsOf(changes), [changes]);
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: "name", header: "Measure", cell: (row) => row.name },
      { id: "from", header: from, align: "end", needs: "medium", cell: (row) => value(row.from, row) },
      { id: "to", header: to, align: "end", cell: (row) => value(row.to, row) },
      { id: "difference", header: "Difference", align: "end", cell: (row) => <Difference row={row} /> },
      {
        id: "coverage",
        header: "Coverage",
        align: "end",
        needs: "wide",
        cell: (row) => (
          <span className={styles["sub"]}>
            {coverage(row.from)} → {coverage(row.to)}
          </span>
        ),
      },
    ],
    [from, to],
  );
  const isWeaklyFounded = rows.some((row) =>
    [row.from, row.to].some((side) => side !== null && isWeak(side)),
  );
  if (changes.tally !== null)
    return (
      <Panel title="How the control stood">
        <dl className={styles["tallies"]}>
          {[
            { side: from, tally: changes.tally.from },
            { side: to, tally: changes.tally.to },
          ].map(({ side, tally }) => (
            <div key={side}>
              <dt>{side}</dt>
              <dd>
                {tally === null ? (
                  "Not judged"
                ) : (
                  <>
                    <TallyBar tally={tally} />
                    <span className={styles["sub"]}>{tallyText(tally)}</span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    );
  return (
    <Panel
      title="Measures"
      note={
        isWeaklyFounded
          ? "Numbers in italics rest on less than 80 % coverage: insufficient evidence for a difference."
          : undefined
      }
    >
      <DataTable
        label="Measures at both moments"
        flush
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
      />
    </Panel>
  );
}
