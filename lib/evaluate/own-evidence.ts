import { type Coverage, isStale } from "#lib/inventory/coverage.ts";
import {
  type ExternalFindingKind,
  type Fact,
  type FactKind,
  globalRegion,
  isFactKind,
  isOwnKind,
  kinds,
  type PayloadOf,
  scopeOf,
} from "#lib/inventory/kinds.ts";
import type { EvaluationInput } from "./types.ts";

/** What Postern itself knows of an account, before it becomes facts. */
export interface OwnEvidence {
  readonly settings: PayloadOf<"postern.settings">;
  readonly exceptions: readonly PayloadOf<"postern.exception">[];
  readonly attestations: readonly PayloadOf<"postern.attestation">[];
  readonly drift: readonly OwnFact<"postern.drift">[];
  readonly threats: readonly OwnFact<"postern.threat">[];
  readonly externalAccess: readonly OwnFact<"postern.external-access">[];
  readonly logBuckets: readonly OwnFact<"postern.log-bucket">[];
}

export type OwnFact<K extends FactKind> = Pick<Fact<K>, "resourceId" | "payload">;

/** The detectors whose findings an own kind is made of: it was seen where theirs were. */
const madeOf: Partial<Record<FactKind, readonly ExternalFindingKind[]>> = {
  "postern.threat": ["guardduty.finding", "securityhub.finding"],
  "postern.external-access": ["access-analyzer.finding"],
};

const ownKinds: readonly FactKind[] = Object.keys(kinds).filter(isFactKind).filter(isOwnKind);

type Known = Pick<EvaluationInput, "accountId" | "asOf" | "regions" | "coverage">;

/** The pairs of (kind, Region) that controls rest on in an account, without our own. */
function expectedPairs(judged: Iterable<FactKind>, regions: readonly string[]): [FactKind, string][] {
  return [...judged]
    .filter((kind) => !isOwnKind(kind) && scopeOf(kind) !== "organization")
    .flatMap((kind) =>
      (scopeOf(kind) === "regional" ? regions : [globalRegion]).map((region): [FactKind, string] => [
        kind,
        region,
      ]),
    );
}

function evidenceState(
  { asOf, regions, coverage }: Known,
  judged: Iterable<FactKind>,
): PayloadOf<"postern.evidence"> {
  const rows = new Map([...coverage].map((row) => [`${row.kind}|${row.region}`, row]));
  const expected = expectedPairs(judged, regions);
  const stateOf = (row: Coverage | undefined): string => {
    if (row === undefined) return "not-collected";
    return row.state === "complete" && isStale(row, asOf) ? "stale" : row.state;
  };
  const lacking = expected
    .map(([kind, region]) => {
      const row = rows.get(`${kind}|${region}`);
      return { kind, region, state: stateOf(row), seenAt: row?.confirmedAt.toISOString() ?? null };
    })
    .filter(({ state }) => state !== "complete");
  return { expected: expected.length, lacking };
}

/**
 * How completely the detectors behind an own kind were seen: as the worst of them in any Region in scope. None
 * where one was never read there.
 */
function coverageOf(kind: FactKind, { asOf, regions, coverage }: Known): Coverage[] {
  const complete = { state: "complete", cause: null, unseen: [], confirmedAt: asOf } as const;
  const sources: readonly string[] = madeOf[kind] ?? [];
  const rows = [...coverage].filter((row) => sources.includes(row.kind) && regions.includes(row.region));
  if (rows.length < sources.length * regions.length) return [];
  const worst = rows.find((row) => row.state !== "complete") ?? rows.find((row) => isStale(row, asOf));
  return [{ ...(worst ?? complete), region: globalRegion, kind }];
}

/**
 * Our own evidence as facts and coverage, to stand beside what was collected: those of the account, and those
 * that speak for the Organization. `judged` are the kinds controls rest on; `coverage` is the account's own.
 */
export function ownFacts(
  known: Known,
  own: OwnEvidence,
  judged: Iterable<FactKind>,
): Pick<EvaluationInput, "facts" | "coverage" | "organization"> {
  const { accountId } = known;
  const facts: Fact[] = [];
  const add = <K extends FactKind>(kind: K, resourceId: string, payload: PayloadOf<K>) =>
    facts.push({ accountId, region: globalRegion, kind, resourceId, payload });
  add("postern.settings", "settings", own.settings);
  add("postern.evidence", `account/${accountId}`, evidenceState(known, judged));
  for (const each of own.exceptions) add("postern.exception", `exception/${each.id}`, each);
  for (const each of own.attestations) add("postern.attestation", `attestation/${each.id}`, each);
  for (const { resourceId, payload } of own.drift) add("postern.drift", resourceId, payload);
  for (const { resourceId, payload } of own.threats) add("postern.threat", resourceId, payload);
  for (const { resourceId, payload } of own.externalAccess)
    add("postern.external-access", resourceId, payload);
  for (const { resourceId, payload } of own.logBuckets) add("postern.log-bucket", resourceId, payload);
  const coverage = ownKinds.flatMap((kind) => coverageOf(kind, known));
  const ofOrganization = (kind: FactKind) => scopeOf(kind) === "organization";
  return {
    facts: facts.filter(({ kind }) => !ofOrganization(kind)),
    coverage: coverage.filter(({ kind }) => isFactKind(kind) && !ofOrganization(kind)),
    organization: {
      facts: facts.filter(({ kind }) => ofOrganization(kind)),
      coverage: coverage.filter(({ kind }) => isFactKind(kind) && ofOrganization(kind)),
    },
  };
}
