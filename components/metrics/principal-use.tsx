import type { MeasurementDto } from "#lib/api/dto/metrics.ts";
import { formatCount, formatPercent } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import styles from "./metrics.module.css";
import { asideText } from "./thing-words.ts";

/** What a principal may do and does, in numbers. */
export function PrincipalUse({ measurement }: { measurement: MeasurementDto }) {
  const { detail, value, subjectId, since } = measurement;
  if (detail.metric !== "permission-utilization") return null;
  const { granted, measurable, used } = detail;
  const aside = asideText(measurement);
  return (
    <Panel title="Share unused" className={styles["third"]}>
      <div className={styles["lead"]}>
        <strong data-testid="value">{formatPercent(value)}</strong>
      </div>
      {aside === null ? null : <p className={styles["sub"]}>{aside}</p>}
      <dl className={styles["facts"]}>
        <dt>Granted</dt>
        <dd>{formatCount(granted)} actions</dd>
        <dt>Measurable</dt>
        <dd>
          {formatCount(measurable)}
          {granted === 0 ? "" : `, measurability ${formatPercent(measurable / granted)}`}
        </dd>
        <dt>Used within 90 days</dt>
        <dd>{formatCount(used)}</dd>
        <dt>Unused</dt>
        <dd>{formatCount(measurable - used)}</dd>
        <dt>So since</dt>
        <dd>
          <Instant at={since} />
        </dd>
      </dl>
      <p className={`mono ${styles["wrap"]}`}>{subjectId}</p>
    </Panel>
  );
}

/** What it could do harm with, and does not use. */
export function PrivilegedPanel({ measurement: { detail } }: { measurement: MeasurementDto }) {
  if (detail.metric !== "permission-utilization") return null;
  const { unusedPrivileged, unusedPrivilegedActions } = detail;
  const more = unusedPrivileged - unusedPrivilegedActions.length;
  return (
    <Panel
      title="Unused privileged actions"
      aside={formatCount(unusedPrivileged)}
      note="They write or manage permissions, and were not used within 90 days."
      className={styles["third"]}
    >
      {unusedPrivileged === 0 ? (
        <p className={styles["sub"]}>None that AWS tracks.</p>
      ) : (
        <p className={`mono ${styles["wrap"]}`}>
          {unusedPrivilegedActions.join(", ")}
          {more > 0 ? ` and ${formatCount(more)} more` : ""}
        </p>
      )}
    </Panel>
  );
}
