import type { TrendMarkDto } from "#lib/api/dto/common.ts";
import type { OverviewDto } from "#lib/api/dto/overview.ts";
import { Trend } from "../charts/trend.tsx";
import { formatPercent } from "../format.ts";
import { CoverageNote } from "../posture/coverage-note.tsx";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence } from "../posture/score-bar.tsx";
import { ScoreRing } from "../posture/score-ring.tsx";
import styles from "./overview.module.css";

export function ScorePanel({ overview }: { overview: OverviewDto }) {
  const { score, scoreTrend, trendMarks, freshness } = overview;
  return (
    <Panel title="Posture score" aside="severity-weighted" className={styles["third"]}>
      <div className={styles["headline"]}>
        <ScoreRing score={score} />
        <div>
          <div className={styles["change"]}>
            {score !== null && isWeak(score) ? <InsufficientEvidence /> : <Change overview={overview} />}
          </div>
          <Trend
            points={scoreTrend}
            marks={scoreMarks(trendMarks)}
            until={freshness.asOf}
            label="Posture score"
          />
          {score === null ? null : <CoverageNote metric={score} />}
        </div>
      </div>
    </Panel>
  );
}

/** Targets are of the metrics: they leave the score as it is. */
function scoreMarks(marks: readonly TrendMarkDto[]): readonly TrendMarkDto[] {
  return marks.flatMap(({ day, changes }) => {
    const own = changes.filter(({ kind }) => kind !== "target");
    return own.length === 0 ? [] : [{ day, changes: own }];
  });
}

function Change({ overview: { scoreTrend } }: { overview: OverviewDto }) {
  const known = scoreTrend.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined || first.day === last.day)
    return <>The first day measured: a trend needs a second.</>;
  const points = (last.value - first.value) * 100;
  const text = `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)} points`;
  return (
    <>
      <strong>{text}</strong> since it stood at {formatPercent(first.value, 1)}, {known.length} days measured
    </>
  );
}
