import { measuredMetrics } from "#lib/metrics/measurement.ts";
import type { Metric } from "#lib/metrics/metric.ts";
import { ratio } from "#lib/metrics/metric.ts";
import { summarize } from "#lib/metrics/summary.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import type { Pool } from "#lib/store/pool.ts";
import { summarizeUnits } from "#lib/store/scope-measures.ts";
import { loadScopeSums } from "#lib/store/scope-sums.ts";
import { points, scoreMetrics } from "./account-metrics.ts";

/** Records the day's points of the Organization, its root and its organizational units from their sums. */
export async function recordMetrics(
  pool: Pool,
  { organizationId, asOf }: { readonly organizationId: string; readonly asOf: Date },
): Promise<void> {
  const [sums, summaries] = await Promise.all([
    loadScopeSums(pool, organizationId, asOf),
    summarizeUnits(pool, organizationId, asOf),
  ]);
  await putMetricPoints(
    pool,
    asOf,
    sums.flatMap(({ scopeId, tallies, covered, total, shares }) => {
      const coverage: Metric = {
        numerator: covered,
        denominator: total,
        value: ratio(covered, total),
        n: total,
        excluded: {},
        unknown: total - covered,
      };
      const metrics = new Map([...scoreMetrics(tallies), ["coverage", coverage]]);
      const kind = scopeId === organizationId ? "organization" : "organizational-unit";
      return [
        ...points(scopeId, kind, metrics, coverage),
        ...measuredMetrics.flatMap((metric) => {
          const summary = summaries.find((each) => each.scopeId === scopeId && each.metric === metric);
          const covering = { value: shares[metric] ?? 0 };
          return points(scopeId, kind, new Map([[metric, summary ?? summarize(metric, [])]]), covering);
        }),
      ];
    }),
  );
}
