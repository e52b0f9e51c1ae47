import type { z } from "zod";
import type { findingAggregator } from "./detection.ts";

/**
 * Whether Security Hub's aggregator gathers a Region's findings at home.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
 */
export function isLinked(
  { homeRegion, linkingMode, regions }: z.infer<typeof findingAggregator>,
  region: string,
): boolean {
  if (region === homeRegion) return true;
  switch (linkingMode) {
    case "NO_REGIONS":
      return false;
    case "SPECIFIED_REGIONS":
      return regions.includes(region);
    case "ALL_REGIONS_EXCEPT_SPECIFIED":
      return !regions.includes(region);
    default:
      return true;
  }
}
