import { type Coverage, isStale } from "#lib/inventory/coverage.ts";
import {
  type ExternalFindingKind,
  type FactKind,
  globalRegion,
  isExternalFindingKind,
  scopeOf,
} from "#lib/inventory/kinds.ts";
import { type Metric, ratio } from "./metric.ts";

/** An account with the Regions in scope, as far as they are known. */
export interface CoveredAccount {
  readonly accountId: string;
  readonly state: string;
  readonly regions: readonly string[];
}

/** A kind of fact, or other detectors' findings, which are read by Region. */
export type InputKind = FactKind | ExternalFindingKind;

export type AccountCoverage = Pick<Coverage, "region" | "kind" | "state" | "unseen" | "confirmedAt"> & {
  readonly accountId: string;
};

export interface CoverageInput {
  readonly accounts: Iterable<CoveredAccount>;
  readonly coverage: Iterable<AccountCoverage>;
  /** Owner of the organization's facts. */
  readonly managementAccountId: string;
  /** The inputs of the metric or score that coverage stands beside. */
  readonly kinds: Iterable<InputKind>;
  readonly asOf: Date;
}

/**
 * The share of ACTIVE accounts × Regions in scope whose inputs were completely seen within 24 h
 * (metrics.md). An account's global kinds bear on each of its Regions, the organization's on all. Where the
 * list of Regions was not seen the account's Regions are not known, so none of them counts as seen, and an
 * account without any is one that was not seen. Accounts that are not ACTIVE are excluded and counted.
 */
export function coverageShare(input: CoverageInput): Metric {
  const complete = new Set<string>();
  for (const row of input.coverage)
    if (row.state === "complete" && row.unseen.length === 0 && !isStale(row, input.asOf))
      complete.add(`${row.accountId}|${row.region}|${row.kind}`);

  const kinds = [...new Set<InputKind>([...input.kinds, "ec2.region"])];
  const ofScope = (scope: ReturnType<typeof scopeOf>) =>
    kinds.filter((kind) => (isExternalFindingKind(kind) ? "regional" : scopeOf(kind)) === scope);
  const regional = ofScope("regional");
  const global = ofScope("global");
  const seen = (accountId: string, region: string, wanted: readonly InputKind[]) =>
    wanted.every((kind) => complete.has(`${accountId}|${region}|${kind}`));
  const organizationSeen = seen(input.managementAccountId, globalRegion, ofScope("organization"));

  let numerator = 0;
  let denominator = 0;
  let inactive = 0;
  for (const { accountId, state, regions } of input.accounts) {
    if (state !== "ACTIVE") {
      inactive++;
      continue;
    }
    const scope = new Set(regions);
    denominator += Math.max(1, scope.size);
    if (!organizationSeen || !seen(accountId, globalRegion, global)) continue;
    for (const region of scope) if (seen(accountId, region, regional)) numerator++;
  }
  return {
    numerator,
    denominator,
    value: ratio(numerator, denominator),
    n: denominator,
    excluded: { notActive: inactive },
    unknown: denominator - numerator,
  };
}
