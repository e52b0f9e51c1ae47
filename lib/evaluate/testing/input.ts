import { accountId, asOf, region } from "#lib/controls/testing/facts.ts";
import type { Coverage } from "#lib/inventory/coverage.ts";
import { type Fact, type FactKind, globalRegion, isFactKind, kinds, scopeOf } from "#lib/inventory/kinds.ts";
import type { EvaluationInput } from "../types.ts";

export const allKinds: readonly FactKind[] = Object.keys(kinds).filter(isFactKind);

export function seen(kind: FactKind, where: string, over: Partial<Coverage> = {}): Coverage {
  return { region: where, kind, state: "complete", cause: null, unseen: [], confirmedAt: asOf, ...over };
}

/** Everything seen completely at `asOf`; `change` replaces a kind's rows, or drops them with null. */
export function inputOf(
  facts: readonly Fact[],
  change: { kind?: FactKind; coverage?: Partial<Coverage> | null; regions?: readonly string[] } = {},
): EvaluationInput {
  const regions = change.regions ?? [region];
  const rows = allKinds.flatMap((kind) => {
    const over = kind === change.kind ? change.coverage : {};
    if (over === null) return [];
    const places = scopeOf(kind) === "regional" ? regions : [globalRegion];
    return places.map((place) => seen(kind, place, over));
  });
  const organizational = (kind: string) => isFactKind(kind) && scopeOf(kind) === "organization";
  return {
    accountId,
    asOf,
    regions,
    facts: facts.filter((fact) => !organizational(fact.kind)),
    coverage: rows.filter((row) => !organizational(row.kind)),
    organization: {
      facts: facts.filter((fact) => organizational(fact.kind)),
      coverage: rows.filter((row) => organizational(row.kind)),
    },
  };
}
