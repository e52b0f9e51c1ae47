import type { SuccessDto } from "#lib/api/dto/roadmap.ts";
import { Trend } from "../charts/trend.tsx";
import { formatPercent } from "../format.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence } from "../posture/score-bar.tsx";
import { Link } from "../time/link.tsx";
import { CourseChange } from "./course.tsx";
import styles from "./roadmap.module.css";
import { basisText, successScale, successText, successWords, unitOf } from "./words.ts";

/** What the phases are to bring about, each as a number that is to become smaller. */
export function SuccessCards({ success, until }: { success: readonly SuccessDto[]; until: string }) {
  return (
    <Panel title="Success measures" note="What the roadmap is for: each of these is to become smaller.">
      <ul className={styles["cards"]}>
        {success.map((each) => (
          <li key={each.measure} className={styles["card"]}>
            <SuccessCard success={each} until={until} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SuccessCard({ success, until }: { success: SuccessDto; until: string }) {
  const { measure, value, coverage, trend } = success;
  const { title, says, href } = successWords[measure];
  const weak = value !== null && isWeak({ coverage });
  return (
    <>
      <h3 className={styles["cardTitle"]}>
        <Link href={href}>{title}</Link>
      </h3>
      <div className={styles["cardValue"]}>
        <strong className={weak ? styles["weak"] : undefined}>{successText(measure, value)}</strong>{" "}
        <span>{value === null ? "not measured" : says}</span>
      </div>
      {weak ? <InsufficientEvidence /> : null}
      <CourseChange course={success} unit={unitOf(measure)} />
      <div className={styles["spark"]}>
        <Trend points={trend} until={until} label={title} height={36} scale={successScale(measure)} brief />
      </div>
      <span className={styles["basis"]}>
        {basisText(success)} · coverage {formatPercent(coverage)}
      </span>
    </>
  );
}
