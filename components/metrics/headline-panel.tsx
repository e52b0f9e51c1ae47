import type { HeadlineDto } from "#lib/api/dto/metrics.ts";
import { formatCount, formatDate, formatMetric, formatPercent } from "../format.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { InsufficientEvidence } from "../posture/score-bar.tsx";
import { HeadlineChange } from "./headline-card.tsx";
import styles from "./metrics.module.css";
import { StandingBadge } from "./standing-badge.tsx";
import { countLeftOut, forecastText, metricWords, standingOf, targetText } from "./words.ts";

const leads = {
  "detection-time": "Mean",
  "permission-utilization": "Median share unused",
  "identity-coverage": "Share covered",
  "network-exposure": "Resources exposed",
} as const;

/** The number of a scope, and all that it takes to rely on it. */
export function HeadlinePanel({ headline }: { headline: HeadlineDto }) {
  const { metric, latest, target, forecast } = headline;
  const value = latest?.value ?? null;
  const weak = latest !== null && isWeak(latest);
  return (
    <Panel title={leads[metric]} aside={`n = ${formatCount(latest?.n ?? 0)}`} className={styles["third"]}>
      <div className={styles["lead"]}>
        <strong className={weak ? styles["weakValue"] : undefined} data-testid="value">
          {formatMetric(metric, value)}
        </strong>
        {weak ? (
          <InsufficientEvidence />
        ) : (
          <StandingBadge standing={standingOf(metric, value, target.value)} />
        )}
      </div>
      {weak ? <div aria-hidden className={`hatched ${styles["weakBar"]}`} data-print-colors /> : null}
      <HeadlineChange headline={headline} />
      <dl className={styles["facts"]}>
        <dt>Target</dt>
        <dd>
          {targetText(metric, target.value)}
          {target.set === null
            ? " (default)"
            : `, set by ${target.set.by} on ${formatDate(target.set.since)}: ${target.set.reason}`}
        </dd>
        <dt>Forecast</dt>
        <dd>{forecastText(forecast)}</dd>
        <dt>Counted</dt>
        <dd>
          {formatCount(latest?.n ?? 0)} {metricWords[metric].thing}
          {latest?.n === 1 ? "" : "s"}
        </dd>
        <dt>Unknown</dt>
        <dd>{formatCount(latest?.unknown ?? 0)}</dd>
        <dt>Left out</dt>
        <dd>{formatCount(latest === null ? 0 : countLeftOut(latest))}</dd>
        <dt>Coverage</dt>
        <dd>
          {latest === null
            ? "n/a"
            : `${formatPercent(latest.coverage)} of accounts and Regions seen within 24 h`}
        </dd>
      </dl>
    </Panel>
  );
}
