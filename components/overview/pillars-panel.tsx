import type { PillarDto } from "#lib/api/dto/common.ts";
import { formatCount } from "../format.ts";
import { pillarName } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { ScoreBar } from "../posture/score-bar.tsx";
import { Link } from "../time/link.tsx";
import styles from "./overview.module.css";

function standing({ tally }: PillarDto): string {
  const judged = tally.passed + tally.failed;
  if (judged === 0 && tally.unknown === 0 && tally.excepted === 0) return "nothing judged yet";
  const unknown = tally.unknown > 0 ? `, ${formatCount(tally.unknown)} unknown` : "";
  const excepted = tally.excepted > 0 ? `, ${formatCount(tally.excepted)} excepted` : "";
  return `${formatCount(tally.failed)} of ${formatCount(judged)} fail${unknown}${excepted}`;
}

export function PillarsPanel({ pillars }: { pillars: readonly PillarDto[] }) {
  return (
    <Panel
      title="Posture by pillar"
      aside={<Link href="/controls">Controls</Link>}
      className={styles["third"]}
    >
      <ul className={styles["rows"]}>
        {pillars.map((pillar) => (
          <li key={pillar.pillar}>
            <Link
              href={`/controls#${pillar.pillar}`}
              className={`${styles["rowLink"]} ${styles["pillarRow"]}`}
            >
              <span className="truncate">
                {pillarName(pillar.pillar)}
                <br />
                <span className={styles["pillarNote"]}>{standing(pillar)}</span>
              </span>
              <ScoreBar score={pillar.score} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
