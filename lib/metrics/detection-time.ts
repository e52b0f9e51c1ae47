import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { type Metric, ratio } from "./metric.ts";

export type Threat = PayloadOf<"postern.threat">;

/** The target of the mean, in seconds. */
export const detectionTargetSeconds = 300;
/** How far back the headline looks. */
export const detectionWindowDays = 30;

/** Why a threat does not count: each is left out for the first that applies, in this order. */
export type DetectionExclusion =
  | "sample"
  | "policy"
  | "duplicate"
  | "attackSequence"
  | "minorSeverity"
  | "noStart"
  | "startsAfterDetection";

export interface DetectionTime {
  /** Sum of seconds over the number of threats; `unknown` counts those without a usable start. */
  readonly mean: Metric;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** How many were detected within the target. */
  readonly withinTarget: number;
}

/** Clocks of two services may differ by as much. */
const toleranceSeconds = 60;

function excludedFor(threat: Threat, guardDutyIds: ReadonlySet<string>): DetectionExclusion | null {
  if (threat.sample) return "sample";
  // GuardDuty's policy findings are no detections; Security Hub files them under TTPs.
  if (/(^|\/)Policy:/.test(threat.type)) return "policy";
  // GuardDuty's finding again, by way of Security Hub: its id ends with GuardDuty's own.
  if (threat.source !== "guardduty" && guardDutyIds.has(threat.key.split("/").at(-1) ?? ""))
    return "duplicate";
  if (/(^|\/)AttackSequence:/.test(threat.type)) return "attackSequence";
  if (threat.severity !== "high" && threat.severity !== "critical") return "minorSeverity";
  if (threat.firstObservedAt === null) return "noStart";
  return secondsOf(threat, threat.firstObservedAt) < -toleranceSeconds ? "startsAfterDetection" : null;
}

function secondsOf(threat: Threat, firstObservedAt: string): number {
  return (Date.parse(threat.createdAt) - Date.parse(firstObservedAt)) / 1_000;
}

/** The nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/**
 * Mean time to detect (metrics.md): over HIGH and CRITICAL threats created within the window before `asOf`, the
 * seconds from when the activity began to when the detector created the finding. A start up to a minute after
 * its detection counts as 0, one later is left out and counted.
 */
export function detectionTime(threats: Iterable<Threat>, asOf: Date): DetectionTime {
  const from = asOf.getTime() - detectionWindowDays * 86_400_000;
  const recent = [...threats].filter(({ createdAt }) => {
    const created = Date.parse(createdAt);
    return created > from && created <= asOf.getTime();
  });
  const guardDutyIds = new Set(recent.flatMap(({ source, key }) => (source === "guardduty" ? [key] : [])));
  const excluded: Record<string, number> = {};
  const seconds: number[] = [];
  for (const threat of recent) {
    const reason = excludedFor(threat, guardDutyIds);
    if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else if (threat.firstObservedAt !== null)
      seconds.push(Math.max(0, secondsOf(threat, threat.firstObservedAt)));
  }
  seconds.sort((a, b) => a - b);
  const sum = seconds.reduce((all, each) => all + each, 0);
  return {
    mean: {
      numerator: sum,
      denominator: seconds.length,
      value: ratio(sum, seconds.length),
      n: seconds.length,
      excluded,
      unknown: (excluded["noStart"] ?? 0) + (excluded["startsAfterDetection"] ?? 0),
    },
    p50: percentile(seconds, 0.5),
    p90: percentile(seconds, 0.9),
    p95: percentile(seconds, 0.95),
    withinTarget: seconds.filter((each) => each <= detectionTargetSeconds).length,
  };
}
