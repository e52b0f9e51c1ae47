import type { IncidentSummary as Summary } from "#lib/metrics/incidents.ts";
import { formatSeconds, plural } from "../format.ts";
import styles from "./incidents.module.css";

/** The time to detect of incidents that somebody entered. */
export function IncidentSummary({ summary: { n, mean, p50 } }: { summary: Summary }) {
  if (mean === null || p50 === null)
    return <p className={styles["none"]}>No incident was detected in the last 30 days.</p>;
  return (
    <dl className={styles["summary"]}>
      <div>
        <dt>Mean time to detect</dt>
        <dd>{formatSeconds(mean)}</dd>
      </div>
      <div>
        <dt>Half within</dt>
        <dd>{formatSeconds(p50)}</dd>
      </div>
      <div>
        <dt>In the last 30 days</dt>
        <dd>{plural(n, "incident")}</dd>
      </div>
    </dl>
  );
}
