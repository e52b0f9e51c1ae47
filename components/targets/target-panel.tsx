"use client";

import { Button } from "@mantine/core";
import type { MetricTargetDto, TargetRecordDto } from "#lib/api/dto/targets.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { formatInstant, formatMetric, formatPercent } from "../format.ts";
import { StandingBadge } from "../metrics/standing-badge.tsx";
import { metricWords, standingOf, targetText } from "../metrics/words.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence } from "../posture/score-bar.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./targets.module.css";

/** What one metric is to reach, why, and what it was to reach before. */
export function TargetPanel({
  target: { metric, target, latest, history, ...rest },
}: {
  target: MetricTargetDto;
}) {
  const isPast = useAsOf() !== null;
  const value = latest?.value ?? null;
  const [current, ...earlier] = history;
  return (
    <Panel
      title={metricWords[metric].name}
      aside={<Link href={`/metrics/${metric}`}>The metric</Link>}
      className={styles["panel"]}
    >
      <div className={styles["numbers"]}>
        <div>
          <span className={styles["label"]}>Target</span>
          <strong className={styles["value"]}>{targetText(metric, target.value)}</strong>
        </div>
        <div>
          <span className={styles["label"]}>Now</span>
          <strong className={styles["value"]}>{formatMetric(metric, value)}</strong>
        </div>
        {latest !== null && isWeak(latest) ? (
          <InsufficientEvidence />
        ) : (
          <StandingBadge standing={standingOf(metric, value, target.value)} />
        )}
      </div>
      <p className={styles["basis"]}>
        {latest === null ? "Not measured yet." : `Coverage ${formatPercent(latest.coverage)}.`}
      </p>
      {current === undefined ? (
        <p className={styles["why"]}>The default: nobody has set another.</p>
      ) : (
        <SetBy metric={metric} record={current} isCurrent />
      )}
      {earlier.length === 0 ? null : (
        <details className={styles["history"]}>
          <summary>What it was before</summary>
          <ul>
            {earlier.map((record) => (
              <li key={record.since}>
                <SetBy metric={metric} record={record} />
              </li>
            ))}
            <li className={styles["why"]}>At first the default: {targetText(metric, rest.default)}.</li>
          </ul>
        </details>
      )}
      {isPast ? null : (
        <div className={`${styles["set"]} no-print`}>
          <Button size="xs" variant="default" component={Link} href={`/targets/new?metric=${metric}`}>
            Set another target
            <span className="visually-hidden"> for {metricWords[metric].name}</span>
          </Button>
        </div>
      )}
    </Panel>
  );
}

function SetBy({
  metric,
  record: { value, since, by, reason },
  isCurrent = false,
}: {
  metric: MeasuredMetric;
  record: TargetRecordDto;
  isCurrent?: boolean;
}) {
  return (
    <div className={styles["why"]}>
      <p>
        {isCurrent ? null : <strong>{targetText(metric, value)}: </strong>}
        {reason}
      </p>
      <span className={styles["basis"]}>
        Set by {by} on {formatInstant(since)}
      </span>
    </div>
  );
}
