import type { BinDto, GroupDto, MetricPageDto } from "#lib/api/dto/metrics.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { formatCount, formatPercent } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { classLabel, classTone, type Tone } from "./thing-words.ts";
import type { AddressOf } from "./use-metric-filter.ts";
import { metricWords, targetText } from "./words.ts";

/** How what counts is spread: by value, or where a thing is only one or the other, by what it is. */
export function DistributionPanel({ page, addressOf }: { page: MetricPageDto; addressOf: AddressOf }) {
  const { distribution, groups, headline } = page;
  const { metric, target } = headline;
  const { thing } = metricWords[metric];
  return (
    <Panel
      title={`How ${thing}s are spread`}
      aside={`target ${targetText(metric, target.value)}`}
      className={styles["third"]}
    >
      {distribution.length === 0 ? (
        <Classes groups={groups} addressOf={addressOf} />
      ) : (
        <Bins metric={metric} bins={distribution} target={target.value} />
      )}
    </Panel>
  );
}

const spans = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

function edge(metric: MeasuredMetric, value: number): string {
  if (metric === "permission-utilization") return formatPercent(value);
  const [size, unit] = spans.find(([seconds]) => value >= seconds) ?? [1, "s"];
  return `${value / size} ${unit}`;
}

function Bins({ metric, bins, target }: { metric: MeasuredMetric; bins: readonly BinDto[]; target: number }) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <ol className={styles["bars"]}>
      {bins.map(({ from, to, count }) => (
        <li key={from} className={to !== null && to === target ? styles["lastWithin"] : undefined}>
          <span className="num">
            {to === null ? `from ${edge(metric, from)}` : `${edge(metric, from)} – ${edge(metric, to)}`}
          </span>
          <Bar tone={to !== null && to <= target ? "good" : "plain"} share={count / most} />
          <span className="num">{formatCount(count)}</span>
        </li>
      ))}
    </ol>
  );
}

function Classes({ groups, addressOf }: { groups: readonly GroupDto[]; addressOf: AddressOf }) {
  const counts = new Map<string, number>();
  for (const { standing, class: name, count } of groups)
    if (standing === "counted") counts.set(name, (counts.get(name) ?? 0) + count);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const most = Math.max(1, ...counts.values());
  if (sorted.length === 0) return <p className={styles["sub"]}>Nothing counts here.</p>;
  return (
    <ol className={styles["bars"]}>
      {sorted.map(([name, count]) => (
        <li key={name}>
          <Link href={`${addressOf({ standing: "counted", reason: null, class: name })}#things`}>
            {classLabel(name)}
          </Link>
          <Bar tone={classTone(name)} share={count / most} />
          <span className="num">{formatCount(count)}</span>
        </li>
      ))}
    </ol>
  );
}

export function Bar({ tone, share }: { tone: Tone; share: number }) {
  return (
    <span aria-hidden className={styles["track"]} data-print-colors>
      <span className={tone === "unknown" ? "hatched" : styles[tone]} style={{ width: `${share * 100}%` }} />
    </span>
  );
}
