import type { RunDto } from "#lib/api/dto/runs.ts";
import { formatCount, plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./runs.module.css";

const incomplete = ["partial", "denied", "throttled", "failed"] as const;

/** Every kind of fact: in how many places it was seen completely, and how it fell short in the others. */
export function RunCoverage({ coverage }: { coverage: RunDto["coverage"] }) {
  return (
    <Panel title="Coverage by kind" aside={plural(coverage.length, "kind")}>
      <dl className={styles["kinds"]}>
        {coverage.map((row) => {
          const short = incomplete.filter((state) => row[state] > 0);
          const total = incomplete.reduce((sum, state) => sum + row[state], row.complete);
          return (
            <div key={row.kind} style={{ display: "contents" }}>
              <dt className="truncate" title={row.kind}>
                {row.kind}
              </dt>
              <dd className={`hatched ${styles["kindBar"]}`} aria-hidden data-print-colors>
                <div style={{ width: `${total === 0 ? 0 : (row.complete / total) * 100}%` }} />
              </dd>
              <dd className={styles["places"]}>
                {formatCount(row.complete)} of {formatCount(total)}
                {short.map((state) => `, ${formatCount(row[state])} ${state}`)}
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
