import type { PillarDto } from "#lib/api/dto/common.ts";
import type { CourseDto } from "#lib/api/dto/roadmap.ts";
import { Trend } from "../charts/trend.tsx";
import { pillarName } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { ScoreBar } from "../posture/score-bar.tsx";
import { tallyText } from "../posture/tally-bar.tsx";
import { Link } from "../time/link.tsx";
import { CourseChange } from "./course.tsx";
import styles from "./roadmap.module.css";

/** The pillars of CISA's maturity model and its cross-cutting capabilities, each with where it comes from. */
export function PillarTrends({
  pillars,
  until,
}: {
  pillars: readonly (PillarDto & CourseDto)[];
  until: string;
}) {
  return (
    <Panel
      title="Pillars"
      note="The five pillars and three capabilities of CISA's Zero Trust Maturity Model, across all phases."
      aside={<Link href="/controls">Controls by pillar</Link>}
    >
      <ul className={styles["pillars"]}>
        {pillars.map((pillar) => (
          <li key={pillar.pillar} className={styles["pillar"]}>
            <Link href={`/controls#${pillar.pillar}`}>{pillarName(pillar.pillar)}</Link>
            <ScoreBar score={pillar.score} />
            <CourseChange course={pillar} unit="share" />
            <Trend
              points={pillar.trend}
              until={until}
              label={`Score of ${pillarName(pillar.pillar)}`}
              height={28}
              brief
            />
            <span className={styles["basis"]}>{tallyText(pillar.tally)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
