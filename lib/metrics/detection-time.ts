import { type ExternalFindingKind, globalRegion, type PayloadOf } from "#lib/inventory/kinds.ts";
import type { MeasureInput, Measurement } from "./measurement.ts";
import type { Metric } from "./metric.ts";
import { summarize } from "./summary.ts";
import { defaultTargets } from "./targets.ts";

export type Threat = PayloadOf<"postern.threat">;

/** The target of the mean, in seconds. */
export const detectionTargetSeconds = defaultTargets["detection-time"];
/** The detectors whose findings are threats. */
export const detectionKinds = [
  "guardduty.finding",
  "securityhub.finding",
] as const satisfies ExternalFindingKind[];
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

/** A threat without a usable start: how long it went unseen is not known. */
const withoutStart: ReadonlySet<DetectionExclusion> = new Set(["noStart", "startsAfterDetection"]);
/** What is left out and has a time of its own all the same. */
const timed: ReadonlySet<DetectionExclusion> = new Set(["attackSequence", "minorSeverity"]);

/** What each threat created within the window before `asOf` contributes to the mean time to detect. */
export function measureThreats(
  threats: Iterable<{ readonly resourceId: string; readonly payload: Threat }>,
  asOf: Date,
): readonly Measurement[] {
  const from = asOf.getTime() - detectionWindowDays * 86_400_000;
  const recent = [...threats].filter(({ payload }) => {
    const created = Date.parse(payload.createdAt);
    return created > from && created <= asOf.getTime();
  });
  const guardDutyIds = new Set(
    recent.flatMap(({ payload: { source, key } }) => (source === "guardduty" ? [key] : [])),
  );
  return recent.map(({ resourceId, payload: threat }): Measurement => {
    const reason = excludedFor(threat, guardDutyIds);
    const { firstObservedAt, type, source, key } = threat;
    const told = firstObservedAt !== null && (reason === null || timed.has(reason));
    const seconds = told ? Math.max(0, secondsOf(threat, firstObservedAt)) : null;
    return {
      metric: "detection-time",
      region: globalRegion,
      subjectId: resourceId,
      subjectType: "threat",
      standing: reason === null ? "counted" : withoutStart.has(reason) ? "unknown" : "excluded",
      reason,
      class: threat.severity,
      numerator: reason === null ? (seconds ?? 0) : 0,
      denominator: reason === null ? 1 : 0,
      value: seconds,
      at: threat.createdAt,
      detail: { metric: "detection-time", type, source, key, firstObservedAt },
    };
  });
}

/** The same of the threats that are known of an account. */
export function measureDetectionTime(input: MeasureInput): readonly Measurement[] {
  return measureThreats(input.all("postern.threat"), input.asOf);
}

/**
 * Mean time to detect (metrics.md): over HIGH and CRITICAL threats created within the window before `asOf`, the
 * seconds from when the activity began to when the detector created the finding. A start up to a minute after
 * its detection counts as 0, one later is left out and counted.
 */
export function detectionTime(threats: Iterable<Threat>, asOf: Date): DetectionTime {
  const measured = measureThreats(
    [...threats].map((payload) => ({ resourceId: payload.key, payload })),
    asOf,
  );
  const { detail, ...mean } = summarize("detection-time", measured);
  const { p50, p90, p95, within } = detail;
  return { mean, p50, p90, p95, withinTarget: within };
}
