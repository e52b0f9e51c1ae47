import type { Collector } from "#collectors/runtime/define.ts";
import type { FindingSourceCollectors, WorkerCollectors } from "#collectors/worker/context.ts";
import { administratorOf } from "#collectors/worker/finding-sources.ts";
import { type Fact, type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { type AccountOptions, inAccount, nothing } from "./probe-account.ts";
import { probeCollectors, strongest } from "./probe-collectors.ts";
import type { PreflightResult } from "./results.ts";
import type { Organization } from "./run-preflight.ts";

export interface Central {
  readonly results: readonly PreflightResult[];
  /** Detectors that no administrator answers for: every account is asked for its own findings. */
  readonly unanswered: readonly FindingSourceCollectors[];
}

/** Who is delegated administrator of each service that is asked centrally. */
export function* listAdministrators(
  { central, sources }: WorkerCollectors,
  { facts, accounts, managementAccountId }: Organization,
): Generator<PreflightResult> {
  const detectors = new Map(sources.map((source) => [source.administeredBy, source.orManagement]));
  const services = new Set([...central, ...sources].map(({ administeredBy }) => administeredBy));
  for (const service of [...services].filter((each) => each !== null).sort()) {
    const id = administratorOf({ facts, coverage: [] }, service, false, managementAccountId ?? "");
    const known = accounts.find((account) => account.id === id);
    yield {
      about: "administrator",
      service,
      account: id === undefined ? null : (known ?? { id, name: id }),
      meanwhile:
        detectors.get(service) === false
          ? "Every account is asked for its own findings."
          : "The management account is asked.",
    };
  }
}

/** Tries what is read in the accounts that administer services, each account once, in its enabled Regions. */
export async function probeCentral(options: AccountOptions, seen: Organization): Promise<Central> {
  const { collectors, signal } = options;
  const results: PreflightResult[] = [];
  const answered = new Set<FindingSourceCollectors>();
  const known = new Set<FactKind>(collectors.sources.map(({ knownBy }) => knownBy));
  const evidence = { facts: seen.facts, coverage: [] };
  // An empty id is nobody's: without sight of the Organization the management account is not known.
  const of = (service: string | null, orManagement: boolean) =>
    administratorOf(evidence, service, orManagement, seen.managementAccountId ?? "");
  const wanted = new Map<string, Collector[]>();
  for (const { administeredBy, collector } of collectors.central) {
    const accountId = of(administeredBy, true);
    if (accountId !== undefined && accountId !== "")
      wanted.set(accountId, [...(wanted.get(accountId) ?? []), collector]);
  }
  for (const [accountId, reads] of wanted) {
    const probed = await inAccount(options, accountId, async ({ session, regions, learned }) => {
      const place = { session, region: regions[0] ?? session.homeRegion, enabledRegions: regions, signal };
      const central = await probeCollectors({ ...place, keep: known }, reads);
      const sources = collectors.sources.filter(
        (source) =>
          isAnswered(source, central.facts) && of(source.administeredBy, source.orManagement) === accountId,
      );
      for (const source of sources) answered.add(source);
      const findings = await probeCollectors(
        { ...place, keep: nothing },
        sources.map(({ organization }) => organization),
      );
      const all = [...learned.operations, ...central.operations, ...findings.operations];
      return { operations: strongest(all), facts: central.facts };
    });
    // The account itself is entered once more, like all others: that is where its door is reported.
    results.push(...probed.results.filter(({ about }) => about === "operations"));
  }
  return { results, unanswered: collectors.sources.filter((source) => !answered.has(source)) };
}

/** Whether an administrator was seen to speak for others, as the worker sees it before it decides whom to ask. */
function isAnswered({ knownBy, analyzerType }: FindingSourceCollectors, facts: readonly Fact[]): boolean {
  if (knownBy !== "access-analyzer.organization-analyzer") return facts.some(({ kind }) => kind === knownBy);
  return ofKind(facts, knownBy).some(
    ({ payload }) =>
      payload.status === "ACTIVE" && (analyzerType === undefined || payload.type === analyzerType),
  );
}
