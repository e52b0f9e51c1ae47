import { controls } from "#lib/controls/registry.ts";
import type { ControlTally } from "#lib/evaluate/types.ts";
import { type CoverageInput, coverageShare, type InputKind } from "#lib/metrics/coverage.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { measures } from "#lib/metrics/measures.ts";
import type { Metric } from "#lib/metrics/metric.ts";
import { type PhasedTally, phaseScores, pillarScores, score } from "#lib/metrics/score.ts";
import { countFailures } from "#lib/metrics/success.ts";
import type { Summary } from "#lib/metrics/summary.ts";
import { type MetricPoint, putMetricCoverage, putMetricPoints } from "#lib/store/metric-points.ts";
import type { Pool } from "#lib/store/pool.ts";
import { judgedKinds } from "./judged-controls.ts";

/** The overall score, that of every pillar and phase, and what the roadmap is to make fewer, by metric name. */
export function scoreMetrics(tallies: readonly Omit<ControlTally, "causes">[]): ReadonlyMap<string, Metric> {
  const byId = new Map(controls.map((control) => [control.id, control]));
  const scored: PhasedTally[] = tallies.flatMap((tally) => {
    const control = byId.get(tally.controlId);
    if (control === undefined) return [];
    const { severity, pillar, phase } = control;
    return [{ ...tally, severity, pillar, phase }];
  });
  return new Map([
    ["score", score(scored)],
    ...pillarScores(scored).map(({ pillar, score }) => [`score.${pillar}`, score] as const),
    ...phaseScores(scored).map(({ phase, score }) => [`phase.${phase}`, score] as const),
    ...countFailures(scored),
  ]);
}

export interface AccountState extends Omit<CoverageInput, "accounts" | "kinds"> {
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly tallies: readonly Omit<ControlTally, "causes">[];
  /** Null where the metrics are what they were at the day's last run, and only their coverage may have changed. */
  readonly summaries: ReadonlyMap<MeasuredMetric, Summary> | null;
}

/** Records one account's points of a run: its scores and metrics, and the coverage that each rests on. */
export async function recordAccountPoints(pool: Pool, state: AccountState): Promise<void> {
  const { accountId, regions, tallies, summaries, ...input } = state;
  const share = (kinds: Iterable<InputKind>) =>
    coverageShare({ ...input, accounts: [{ accountId, state: "ACTIVE", regions }], kinds });
  const covered = share(judgedKinds);
  const metrics = measures.flatMap(({ metric, kinds }) => {
    const summary = summaries?.get(metric);
    return summary === undefined
      ? []
      : points(accountId, "account", new Map([[metric, summary]]), share(kinds));
  });
  const scores = new Map([...scoreMetrics(tallies), ["coverage", covered] as const]);
  await putMetricPoints(pool, state.asOf, [...points(accountId, "account", scores, covered), ...metrics]);
  if (summaries === null) {
    const shares = measures.map(({ metric, kinds }) => [metric, share(kinds).value ?? 0]);
    await putMetricCoverage(pool, state.asOf, accountId, Object.fromEntries(shares));
  }
}

/** Points of a scope, each with the coverage of the scope beside it. */
export function points(
  scopeId: string,
  scopeKind: MetricPoint["scopeKind"],
  metrics: ReadonlyMap<string, Metric | Summary>,
  covered: Pick<Metric, "value">,
): MetricPoint[] {
  return [...metrics].map(([metric, value]) => ({
    scopeId,
    scopeKind,
    metric,
    ...value,
    coverage: covered.value ?? 0,
  }));
}
