import { isStale } from "#lib/inventory/coverage.ts";
import { isLinked } from "#lib/inventory/finding-aggregation.ts";
import { type FactKind, ofKind, type PayloadOf } from "#lib/inventory/kinds.ts";
import { type Evidence, loadEvidence } from "#lib/store/evidence.ts";
import type { FindingScope } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { FindingSourceCollectors, WorkerCollectors } from "./context.ts";

/** Where an administrator is asked, and for whose findings its answer speaks. */
export interface AdministratorPlace {
  readonly region: string;
  readonly scope: FindingScope;
}

/** A detector that one account administers for the Organization. */
export interface Administration {
  readonly source: FindingSourceCollectors;
  readonly administratorId: string;
  /** Sorted by Region. What none of them speaks for every account is asked itself. */
  readonly places: readonly AdministratorPlace[];
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
    const places = placesOf(evidence, source, asOf);
    return places.length === 0 ? [] : [{ source, administratorId, places }];
  });
}

/** The delegated administrator of a service; the management account where it may be the one itself. */
export function administratorOf(
  { facts }: Evidence,
  servicePrincipal: string | null,
  orManagement: boolean,
  managementAccountId: string,
): string | undefined {
  const delegates = ofKind(facts, "organizations.delegated-administrator")
    .filter(({ payload }) => servicePrincipal !== null && payload.services.includes(servicePrincipal))
    .map(({ payload }) => payload.accountId);
  // Config may have several: always the same one.
  const [first] = delegates.sort();
  return first ?? (orManagement ? managementAccountId : undefined);
}

/** Where an administrator answers for an account in a Region, if it does. */
export function placeFor(
  { places }: Pick<Administration, "places">,
  accountId: string,
  region: string,
): AdministratorPlace | undefined {
  const holds = (list: readonly string[] | null, one: string) => list === null || list.includes(one);
  return places.find(({ scope }) => holds(scope.accountIds, accountId) && holds(scope.regions, region));
}

/** Whether an administrator answers for an account in a Region. */
export function answersFor(administration: Administration, accountId: string, region: string): boolean {
  return placeFor(administration, accountId, region) !== undefined;
}

/** Whether an account is asked in a Region as the administrator of a detector. */
export function isAsked(
  { administratorId, places }: Administration,
  accountId: string,
  region: string,
): boolean {
  return administratorId === accountId && places.some((place) => place.region === region);
}

function isSeen({ coverage }: Evidence, kind: FactKind, asOf: Date): boolean {
  return coverage.some((entry) => entry.kind === kind && entry.state === "complete" && !isStale(entry, asOf));
}

function placesOf(
  evidence: Evidence,
  { knownBy, analyzerType }: FindingSourceCollectors,
  asOf: Date,
): readonly AdministratorPlace[] {
  if (!isSeen(evidence, knownBy, asOf)) return [];
  if (knownBy === "access-analyzer.organization-analyzer") return analyzerPlaces(evidence, analyzerType);
  const members = new Map(
    ofKind(evidence.facts, knownBy)
      .map(({ payload }) => [payload.region, payload.accountIds] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const alone = (region: string, accountIds: readonly string[]) => ({
    region,
    scope: { accountIds, regions: [region] },
  });
  const each = [...members].map(([region, accountIds]) => alone(region, accountIds));
  const aggregation = knownBy === "securityhub.membership" ? aggregationOf(evidence, asOf) : undefined;
  const gathered = aggregation && members.get(aggregation.homeRegion);
  if (aggregation === undefined || gathered === undefined) return each;
  // Only Regions where the administrator itself has Security Hub are linked, whatever the mode.
  const regions = [...members.keys()].filter((region) => isLinked(aggregation, region));
  return each
    .filter(({ region }) => region === aggregation.homeRegion || !regions.includes(region))
    .map((place) =>
      place.region === aggregation.homeRegion
        ? { ...place, scope: { accountIds: gathered, regions } }
        : place,
    );
}

/** An analyzer of the Organization speaks for every account; of unused access, in every Region at once. */
function analyzerPlaces(
  { facts }: Evidence,
  type: FindingSourceCollectors["analyzerType"],
): readonly AdministratorPlace[] {
  const active = ofKind(facts, "access-analyzer.organization-analyzer").filter(
    ({ payload }) => payload.status === "ACTIVE" && payload.type === type,
  );
  const regions = [...new Set(active.map(({ payload }) => payload.region))].sort();
  if (type === "ORGANIZATION")
    return regions.map((region) => ({ region, scope: { accountIds: null, regions: [region] } }));
  return regions.slice(0, 1).map((region) => ({ region, scope: { accountIds: null, regions: null } }));
}

type Aggregation = PayloadOf<"securityhub.finding-aggregator">;

function aggregationOf(evidence: Evidence, asOf: Date): Aggregation | undefined {
  if (!isSeen(evidence, "securityhub.finding-aggregator", asOf)) return undefined;
  return ofKind(evidence.facts, "securityhub.finding-aggregator")[0]?.payload;
}
