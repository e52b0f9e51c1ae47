import type { InputKind } from "./coverage.ts";
import { detectionKinds, measureDetectionTime } from "./detection-time.ts";
import { identityKinds, measureIdentityCoverage } from "./identity-coverage.ts";
import type { MeasuredMetric, MeasureInput, Measurement } from "./measurement.ts";
import { exposureKinds, measureNetworkExposure } from "./network-exposure.ts";
import { measurePermissionUtilization, utilizationKinds } from "./principal-utilization.ts";

interface Measure {
  readonly metric: MeasuredMetric;
  /** What it rests on: its coverage is theirs. */
  readonly kinds: readonly InputKind[];
  measure(input: MeasureInput): readonly Measurement[];
}

/** The four metrics, each from the facts of one account. */
export const measures: readonly Measure[] = [
  { metric: "detection-time", kinds: detectionKinds, measure: measureDetectionTime },
  { metric: "permission-utilization", kinds: utilizationKinds, measure: measurePermissionUtilization },
  { metric: "identity-coverage", kinds: identityKinds, measure: measureIdentityCoverage },
  { metric: "network-exposure", kinds: exposureKinds, measure: measureNetworkExposure },
];

/** What an account contributes to every metric. */
export function measureAccount(input: MeasureInput): readonly Measurement[] {
  return measures.flatMap(({ measure }) => measure(input));
}
