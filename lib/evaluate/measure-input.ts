import { actionTable } from "#lib/iam/data/action-table.ts";
import type { Coverage } from "#lib/inventory/coverage.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import type { MeasureInput } from "#lib/metrics/measurement.ts";
import { parsed } from "./fact-index.ts";
import type { EvaluationInput } from "./types.ts";

/** The network of accounts that share a VPC with others, by its owner. */
interface SharedNetworks {
  readonly facts: readonly Fact[];
  readonly coverage: readonly (Coverage & { readonly accountId: string })[];
}

class Facts<K extends FactKind> {
  readonly kind: K;
  readonly all: Fact<K>[] = [];
  readonly byId = new Map<string, Fact<K>>();
  readonly #known = new Set<string>();

  constructor(kind: K) {
    this.kind = kind;
  }

  add(fact: Fact): void {
    // What stands for a Region has the same id in every account.
    const key = `${fact.accountId}|${fact.resourceId}`;
    if (!isFactOf(fact, this.kind) || this.#known.has(key)) return;
    this.#known.add(key);
    this.all.push(fact);
    if (!this.byId.has(fact.resourceId)) this.byId.set(fact.resourceId, fact);
  }
}

function isFactOf<K extends FactKind>(fact: Fact, kind: K): fact is Fact<K> {
  return fact.kind === kind;
}

function isFactsOf<K extends FactKind>(facts: Facts<FactKind> | Facts<K>, kind: K): facts is Facts<K> {
  return facts.kind === kind;
}

type Known = Pick<EvaluationInput, "accountId" | "asOf" | "regions" | "facts" | "coverage" | "organization">;

/**
 * What the metrics know of an account: its own facts, the Organization's, and the networks that other accounts
 * share with it.
 */
export function measureInput(known: Known, shared: SharedNetworks): MeasureInput {
  const { accountId, asOf, regions } = known;
  const byKind = new Map<FactKind, Facts<FactKind>>();
  const open = (kind: FactKind): Facts<FactKind> => {
    const found = byKind.get(kind) ?? new Facts<FactKind>(kind);
    byKind.set(kind, found);
    return found;
  };
  // Its own come first: a participant's view of a shared subnet is not replaced by the owner's.
  for (const fact of known.facts) open(fact.kind).add(fact);
  for (const fact of known.organization.facts) open(fact.kind).add(fact);
  for (const fact of shared.facts) if (fact.accountId !== accountId) open(fact.kind).add(fact);
  const complete = new Set(
    [
      ...[...known.coverage].map((row) => ({ ...row, accountId })),
      ...shared.coverage.filter((row) => row.accountId !== accountId),
    ]
      .filter(({ state }) => state === "complete")
      .map((row) => `${row.accountId}|${row.region}|${row.kind}`),
  );
  const factsOf = <K extends FactKind>(kind: K): Facts<K> => {
    const found = open(kind);
    if (!isFactsOf(found, kind)) throw new TypeError(`${found.kind} in the place of ${kind}`);
    return found;
  };
  return {
    accountId,
    asOf,
    regions,
    actions: actionTable,
    all: (kind) => factsOf(kind).all,
    everywhere: (kind) => factsOf(kind).all,
    one: (kind, resourceId) => factsOf(kind).byId.get(resourceId),
    policy: parsed,
    seen: (owner, region, kind) => complete.has(`${owner}|${region}|${kind}`),
  };
}
