import type { HeadlineDto } from "#lib/api/dto/metrics.ts";
import { Trend } from "../charts/trend.tsx";
import { formatCount, formatMetric, formatPercent, plural } from "../format.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { InsufficientEvidence } from "../posture/score-bar.tsx";
import { Link } from "../time/link.tsx";
import styles from "./headline.module.css";
import { StandingBadge } from "./standing-badge.tsx";
import { changeSince, metricWords, scaleOf, standingOf, targetText } from "./words.ts";

/** One of the four metrics at a glance; its page tells the rest. */
export function HeadlineCard({ headline, until }: { headline: HeadlineDto; until: string }) {
  const { metric, latest, target, trend } = headline;
  const { name } = metricWords[metric];
  const value = latest?.value ?? null;
  const weak = latest !== null && isWeak(latest);
  return (
    <section aria-label={name} className={styles["card"]}>
      <h2 className={styles["cardTitle"]}>
        <Link href={`/metrics/${metric}`}>{name}</Link>
      </h2>
      <div className={styles["cardValue"]}>
        <strong className={weak ? styles["weak"] : undefined}>{formatMetric(metric, value)}</strong>
        {weak ? (
          <InsufficientEvidence />
        ) : (
          <StandingBadge standing={standingOf(metric, value, target.value)} />
        )}
      </div>
      <span className={styles["change"]}>target {targetText(metric, target.value)}</span>
      <HeadlineChange headline={headline} />
      <div className={styles["spark"]}>
        <Trend
          points={trend}
          until={until}
          label={name}
          height={32}
          scale={scaleOf(metric, target.value)}
          brief
        />
      </div>
      <span className={styles["basis"]}>
        {latest === null
          ? "not measured yet"
          : `n = ${formatCount(latest.n)} · ${latest.unknown > 0 ? `${formatCount(latest.unknown)} unknown · ` : ""}coverage ${formatPercent(latest.coverage)}`}
      </span>
    </section>
  );
}

export function HeadlineChange({ headline }: { headline: HeadlineDto }) {
  const change = changeSince(headline);
  if (change === null) return <span className={styles["change"]}>Nothing to compare with yet</span>;
  return (
    <span className={styles["change"]}>
      <strong className={styles[change.direction]}>{change.text}</strong>
      {change.direction === "same" ? "" : ` (${change.direction})`} in {plural(change.days, "day")}
    </span>
  );
}
