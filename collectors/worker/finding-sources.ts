import { isStale } from "#lib/inventory/coverage.ts";
import { type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { type Evidence, loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { FindingSourceCollectors, WorkerCollectors } from "./context.ts";

/** The accounts that an administrator answers for in one Region; null: all of the Organization. */
export type AnswersFor = ReadonlySet<string> | null;

/** A detector that one account administers for the Organization. */
export interface Administration {
  readonly source: FindingSourceCollectors;
  readonly administratorId: string;
  /** By Region; where a Region is missing every account is asked itself. */
  readonly regions: ReadonlyMap<string, AnswersFor>;
  /** The Region whose answer speaks for the others too, and which: null for all of them. */
  readonly aggregation: { readonly home: string; readonly linked: readonly string[] | null } | undefined;
}

const kinds: readonly FactKind[] = [
  "organizations.delegated-administrator",
  "securityhub.membership",
  "securityhub.finding-aggregator",
  "guardduty.membership",
  "inspector.membership",
  "access-analyzer.organization-analyzer",
];

/**
 * Which detectors are administered for the Organization, by whom, and for which accounts. What was not seen
 * completely within a day counts as nobody's: then every account is asked itself.
 */
export async function loadAdministrations(
  pool: Pool,
  { sources }: Pick<WorkerCollectors, "sources">,
  managementAccountId: string,
  asOf: Date,
): Promise<readonly Administration[]> {
  const evidence = await loadEvidence(pool, managementAccountId, asOf, kinds);
  return sources.flatMap((source) => {
    const administratorId = administratorOf(
      evidence,
      source.administeredBy,
      source.orManagement,
      managementAccountId,
    );
    if (administratorId === undefined) return [];
    const regions = regionsOf(evidence, source, asOf);
    if (regions.size === 0) return [];
    const aggregation = source.target === "security-hub" ? aggregationOf(evidence) : undefined;
    return [{ source, administratorId, regions: spread(regions, aggregation), aggregation }];
  });
}

/** The delegated administrator of a service; the management account where it may be the one itself. */
export function administratorOf(
  { facts }: Evidence,
  servicePrincipal: string | null,
  orManagement: boolean,
  managementAccountId: string,
): string | undefined {
  const delegated = ofKind(facts, "organizations.delegated-administrator").find(
    ({ payload }) => servicePrincipal !== null && payload.services.includes(servicePrincipal),
  );
  return delegated?.payload.accountId ?? (orManagement ? managementAccountId : undefined);
}

/** Whether an administrator answers for an account in a Region. */
export function answersFor({ regions }: Administration, accountId: string, region: string): boolean {
  const accounts = regions.get(region);
  return accounts === null || (accounts?.has(accountId) ?? false);
}

function isSeen({ coverage }: Evidence, kind: FactKind, asOf: Date): boolean {
  return coverage.some((entry) => entry.kind === kind && entry.state === "complete" && !isStale(entry, asOf));
}

function regionsOf(
  evidence: Evidence,
  { knownBy }: FindingSourceCollectors,
  asOf: Date,
): Map<string, AnswersFor> {
  if (!isSeen(evidence, knownBy, asOf)) return new Map();
  if (knownBy === "access-analyzer.organization-analyzer")
    return new Map(
      ofKind(evidence.facts, knownBy)
        .filter(({ payload }) => payload.status === "ACTIVE")
        .map(({ payload }) => [payload.region, null]),
    );
  return new Map(
    ofKind(evidence.facts, knownBy).map(({ payload }) => [payload.region, new Set(payload.accountIds)]),
  );
}

function aggregationOf({ facts }: Evidence): Administration["aggregation"] {
  const [aggregator] = ofKind(facts, "securityhub.finding-aggregator");
  if (aggregator === undefined) return undefined;
  const { homeRegion: home, linkingMode, regions } = aggregator.payload;
  return { home, linked: linkingMode === "SPECIFIED_REGIONS" ? [home, ...regions] : null };
}

/** Where Regions are aggregated, the home Region's members are those of all linked ones. */
function spread(
  regions: ReadonlyMap<string, AnswersFor>,
  aggregation: Administration["aggregation"],
): ReadonlyMap<string, AnswersFor> {
  const members = aggregation && regions.get(aggregation.home);
  if (members === undefined) return regions;
  const { linked = null } = aggregation ?? {};
  return new Map(
    [...regions].map(([region, own]) => [region, linked === null || linked.includes(region) ? members : own]),
  );
}
