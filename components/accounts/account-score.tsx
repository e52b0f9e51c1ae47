import type { AccountDto } from "#lib/api/dto/accounts.ts";
import { formatCount, formatPercent } from "../format.ts";
import { pillarName } from "../labels.ts";
import { CoverageNote } from "../posture/coverage-note.tsx";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence, ScoreBar } from "../posture/score-bar.tsx";
import { ScoreRing } from "../posture/score-ring.tsx";
import { SeverityCounts } from "../posture/severity-counts.tsx";
import styles from "./accounts.module.css";

export function AccountScore({ account: { account, coverage, pillars } }: { account: AccountDto }) {
  const { score } = account;
  return (
    <div className={styles["top"]}>
      <Panel title="Posture score" aside="severity-weighted">
        <div className={styles["headline"]}>
          <ScoreRing score={score} size={108} />
          <div>
            {score !== null && isWeak(score) ? <InsufficientEvidence /> : null}
            <SeverityCounts counts={account.openFindings} />
            {coverage === null ? null : (
              <span className={styles["sub"]}>
                {formatPercent(coverage.value)} covered: {formatCount(coverage.numerator)} of{" "}
                {formatCount(coverage.denominator)} places seen within 24 h
              </span>
            )}
            {score === null ? null : <CoverageNote metric={score} />}
          </div>
        </div>
      </Panel>
      <Panel title="By pillar">
        <ul className={styles["pillars"]}>
          {pillars.map(({ pillar, score: own }) => (
            <li key={pillar}>
              <span className="truncate">{pillarName(pillar)}</span>
              <ScoreBar score={own} />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
