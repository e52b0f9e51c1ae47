import type { OverviewDto } from "#lib/api/dto/overview.ts";
import type { Severity } from "#lib/inventory/findings.ts";
import { changeText } from "../change-text.ts";
import { formatCount, formatDate } from "../format.ts";
import { severitiesFromWorst } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { Link, LinkToNow } from "../time/link.tsx";
import styles from "./overview.module.css";

const shownMarks = 3;
const days = 30;

/** What is otherwise than some 30 days ago: findings, and what is measured. The metrics beside it tell their own. */
export function ChangePanel({ overview }: { overview: OverviewDto }) {
  const { openFindingsBefore, openFindings, trendMarks, freshness } = overview;
  const from = new Date(Date.parse(freshness.asOf) - days * 86_400_000).toISOString().slice(0, 10);
  const recent = trendMarks.filter(({ day }) => day >= from).reverse();
  return (
    <Panel
      title="What changed"
      aside={
        openFindingsBefore === null ? (
          "nothing earlier to compare with"
        ) : (
          <>
            since{" "}
            <LinkToNow href={`/?asOf=${openFindingsBefore.day}`}>
              {formatDate(openFindingsBefore.day)}
            </LinkToNow>
          </>
        )
      }
      className={styles["third"]}
    >
      <ul className={styles["rows"]}>
        {severitiesFromWorst.map((severity) => (
          <li key={severity}>
            <FindingChange
              severity={severity}
              before={openFindingsBefore?.counts[severity] ?? null}
              now={openFindings[severity]}
            />
          </li>
        ))}
      </ul>
      <h3 className={styles["subtitle"]}>What is measured</h3>
      {recent.length === 0 ? (
        <p className={styles["sub"]} style={{ margin: 0 }}>
          The same accounts, controls and targets as {days} days ago.
        </p>
      ) : (
        <ul className={styles["marks"]}>
          {recent.slice(0, shownMarks).map(({ day, changes }) => (
            <li key={day}>
              <span>{formatDate(day)}</span> {changes.slice(0, shownMarks).map(changeText).join(", ")}
              {changes.length > shownMarks ? ` and ${changes.length - shownMarks} more` : ""}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function FindingChange({
  severity,
  before,
  now,
}: {
  severity: Severity;
  before: number | null;
  now: number;
}) {
  const by = before === null ? 0 : now - before;
  const tone = by === 0 ? undefined : by > 0 ? styles["worse"] : styles["better"];
  return (
    <Link href={`/findings?severity=${severity}`} className={`${styles["rowLink"]} ${styles["changeRow"]}`}>
      <SeverityBadge severity={severity} />
      <span className="num">
        {formatCount(now)}
        <span className={styles["sub"]}> open{before === null ? "" : `, ${formatCount(before)} then`}</span>
      </span>
      <strong className={`num ${tone ?? ""}`}>
        {before === null ? "" : by === 0 ? "±0" : `${by > 0 ? "+" : "−"}${formatCount(Math.abs(by))}`}
      </strong>
    </Link>
  );
}
