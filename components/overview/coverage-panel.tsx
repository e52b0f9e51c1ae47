import type { OverviewDto } from "#lib/api/dto/overview.ts";
import { formatCount, formatPercent, plural } from "../format.ts";
import { causeState } from "../posture/cause-list.tsx";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./overview.module.css";

const SHOWN = 3;

/** How much of the organization the numbers beside it really cover, and what keeps that below all of it. */
export function CoveragePanel({ overview }: { overview: OverviewDto }) {
  const { coverage, gaps, accounts, freshness } = overview;
  const value = coverage?.value ?? null;
  return (
    <Panel
      title="What these numbers cover"
      aside={
        freshness.lastRunId === null ? undefined : <Link href={`/runs/${freshness.lastRunId}`}>Last run</Link>
      }
      className={styles["third"]}
    >
      <div className={styles["coverageTop"]}>
        <span className={styles["big"]}>{formatPercent(value, 1)}</span>
        <span className={styles["sub"]}>
          {coverage === null
            ? "nothing seen yet"
            : `${formatCount(coverage.numerator)} of ${formatCount(coverage.denominator)} places seen within 24 h`}
        </span>
      </div>
      <div
        role="img"
        aria-label={`Coverage: ${formatPercent(value, 1)}`}
        className={`hatched ${styles["coverageBar"]}`}
        data-print-colors
      >
        <div style={{ width: `${(value ?? 0) * 100}%` }} />
      </div>
      {gaps.length === 0 ? (
        <p className={styles["sub"]} style={{ margin: 0 }}>
          Every kind of fact was read completely in {plural(accounts.active, "active account")}
          {accounts.inactive > 0 ? `; ${formatCount(accounts.inactive)} inactive left out` : ""}.
        </p>
      ) : (
        <ul className={styles["gaps"]}>
          {gaps.slice(0, SHOWN).map((gap) => (
            <li key={`${gap.kind}|${gap.state}|${gap.action}|${gap.region}|${gap.message}`}>
              <span className="truncate" title={gap.message}>
                <code>{gap.action ?? gap.kind}</code> {causeState(gap.state)}
              </span>
              <span>{plural(gap.accounts, "account")}</span>
            </li>
          ))}
          {gaps.length > SHOWN ? (
            <li>
              <span className={styles["sub"]}>and {plural(gaps.length - SHOWN, "more cause")}</span>
              <span />
            </li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}
