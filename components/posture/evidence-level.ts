import type { MetricDto } from "#lib/api/dto/common.ts";

/** Below this share of places seen, a number is drawn as weakly founded. */
const sufficientCoverage = 0.8;

export function isWeak(metric: Pick<MetricDto, "coverage">): boolean {
  return metric.coverage < sufficientCoverage;
}
