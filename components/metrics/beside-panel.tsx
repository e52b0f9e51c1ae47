import type { ReactNode } from "react";
import type { MeasuredDto, MetricPageDto, SpanDto } from "#lib/api/dto/metrics.ts";
import { formatCount, formatPercent, formatSeconds, plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./metrics.module.css";
import { portLabel } from "./thing-words.ts";

type Line = readonly [label: string, value: ReactNode];

const share = (part: number, whole: number) => (whole === 0 ? "n/a" : formatPercent(part / whole));
const seconds = (value: number | null) => (value === null ? "n/a" : formatSeconds(value));
const meanOf = (apart: { readonly n: number; readonly sum: number } | undefined) =>
  apart === undefined || apart.n === 0 ? "none" : `${formatSeconds(apart.sum / apart.n)} (n = ${apart.n})`;
const spanText = ({ n, p50 }: SpanDto) =>
  p50 === null ? "none yet" : `${formatSeconds(p50)} (p50, n = ${n})`;

function detection({ numerator, n, detail }: MeasuredDto, { threatTimes }: MetricPageDto): Line[] {
  const minor = detail.apart["minorSeverity"] ?? { n: 0, sum: 0 };
  const all = { n: n + minor.n, sum: numerator + minor.sum };
  return [
    ["p50", seconds(detail.p50)],
    ["p90", seconds(detail.p90)],
    ["p95", seconds(detail.p95)],
    ["Within 5 minutes", `${share(detail.within, n)} (${formatCount(detail.within)} of ${formatCount(n)})`],
    ["All severities, mean", meanOf(all)],
    ["Attack sequences, mean", meanOf(detail.apart["attackSequence"])],
    ...(threatTimes === null
      ? []
      : ([
          ["Detector to Postern", spanText(threatTimes.pipeline)],
          ["Detection to its end", spanText(threatTimes.resolution)],
        ] as const)),
  ];
}

function permissions({ numerator, denominator, n, detail }: MeasuredDto): Line[] {
  const sets = detail.apart["fromPermissionSet"];
  return [
    [
      "Principals under 10 % unused",
      `${share(detail.within, n)} (${formatCount(detail.within)} of ${formatCount(n)})`,
    ],
    ["p90 unused", detail.p90 === null ? "n/a" : formatPercent(detail.p90)],
    [
      "All actions pooled, unused",
      `${share(numerator, denominator)} (${formatCount(numerator)} of ${formatCount(denominator)})`,
    ],
    ["Measurability", `${share(denominator, detail.granted)} of ${plural(detail.granted, "granted action")}`],
    ["Unused privileged actions", formatCount(detail.unusedPrivileged)],
    [
      "Roles of permission sets",
      sets === undefined || sets.n === 0
        ? "none"
        : `${formatPercent(sets.sum / sets.n)} unused on average (n = ${sets.n})`,
    ],
  ];
}

function identity({ numerator, denominator }: MeasuredDto, { groups }: MetricPageDto): Line[] {
  const count = (name: string) =>
    groups
      .filter((group) => group.standing === "counted" && group.class === name)
      .reduce((sum, group) => sum + group.count, 0);
  const none = count("none");
  return [
    ["Covered", `${formatCount(numerator)} of ${formatCount(denominator)}`],
    [
      "Without those that have no AWS identity",
      `${share(numerator, denominator - none)} (${formatCount(numerator)} of ${formatCount(denominator - none)})`,
    ],
    ["Static keys found", formatCount(count("static-key"))],
  ];
}

function exposure({ detail }: MeasuredDto, { groups }: MetricPageDto): Line[] {
  const count = (standing: string, name: string) =>
    groups
      .filter((group) => group.standing === standing && group.class === name)
      .reduce((sum, group) => sum + group.count, 0);
  const attached = ["attached", "reachable", "reach-unknown"].map((name) => count("counted", name));
  return [
    ["1. Open rules (security groups)", formatCount(count("excluded", "open-rule"))],
    ["2. Attached to a resource", formatCount(attached.reduce((sum, each) => sum + each, 0))],
    ["3. Reachable from the internet", formatCount(count("counted", "reachable"))],
    ...Object.entries(detail.ports).map(([name, n]) => [portLabel(name), plural(n, "resource")] as const),
  ];
}

const notes = {
  "detection-time": "What follows a detection is no part of the mean.",
  "permission-utilization": "The pooled ratio is swamped by administrators: the median leads.",
  "identity-coverage": "A workload without an AWS identity may need none: this is the ratio without them.",
  "network-exposure": "A resource counts in each class of ports that stands open on it.",
} as const;

const readers = {
  "detection-time": detection,
  "permission-utilization": permissions,
  "identity-coverage": identity,
  "network-exposure": exposure,
} as const;

/** What the one number does not say. */
export function BesidePanel({ page }: { page: MetricPageDto }) {
  const { metric, latest } = page.headline;
  if (latest === null) return null;
  return (
    <Panel title="Beside the number" className={styles["third"]}>
      <dl className={styles["facts"]}>
        {readers[metric](latest, page).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles["sub"]}>{notes[metric]}</p>
    </Panel>
  );
}
