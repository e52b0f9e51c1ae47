import { detectionWindowDays } from "./detection-time.ts";

/** A breach that somebody entered by hand. */
export interface Incident {
  readonly breachStartedAt: string;
  readonly detectedAt: string;
}

/** The time to detect of incidents, in seconds; null where there is none. */
export interface IncidentSummary {
  readonly n: number;
  readonly mean: number | null;
  /** Nearest rank, as of threats. */
  readonly p50: number | null;
}

/** From a breach's start until somebody knew of it, in seconds. */
export function secondsToDetect({ breachStartedAt, detectedAt }: Incident): number {
  return (Date.parse(detectedAt) - Date.parse(breachStartedAt)) / 1000;
}

/**
 * The time to detect of incidents detected in the 30 days before an instant (metrics.md "MTTD"): a series of its own,
 * never part of the mean over threats.
 */
export function summarizeIncidents(incidents: readonly Incident[], asOf: Date): IncidentSummary {
  const from = asOf.getTime() - detectionWindowDays * 86_400_000;
  const seconds = incidents
    .filter(({ detectedAt }) => Date.parse(detectedAt) > from && Date.parse(detectedAt) <= asOf.getTime())
    .map(secondsToDetect)
    .sort((a, b) => a - b);
  const n = seconds.length;
  if (n === 0) return { n, mean: null, p50: null };
  return {
    n,
    mean: seconds.reduce((sum, each) => sum + each, 0) / n,
    p50: seconds[Math.ceil(n / 2) - 1] ?? null,
  };
}
