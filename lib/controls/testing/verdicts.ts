import { actionTable } from "#lib/iam/data/action-table.ts";
import { parsePolicy } from "#lib/iam/policy.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { type Control, type Slices, Undecidable } from "../define.ts";
import { accountId, asOf, region } from "./facts.ts";

function slicesOf(facts: readonly Fact[]): Slices<FactKind> {
  const all = <K extends FactKind>(kind: K) => facts.filter((fact): fact is Fact<K> => fact.kind === kind);
  return {
    all,
    everywhere: all,
    one: (kind, resourceId) => all(kind).find((fact) => fact.resourceId === resourceId),
    policy: parsePolicy,
    actions: actionTable,
  };
}

/** Judges completely seen facts without the engine: resource id → verdict, or `undecidable: <reason>`. */
export function verdicts(
  control: Control,
  facts: readonly Fact[],
  regions: readonly string[] = [region],
): Record<string, string> {
  const slices = slicesOf(facts);
  const cases = control.cases(slices, { accountId, region, regions, asOf });
  return Object.fromEntries(
    cases.map((each) => {
      try {
        return [each.resourceId, each.judge(slices).verdict];
      } catch (error) {
        if (error instanceof Undecidable) return [each.resourceId, `undecidable: ${error.message}`];
        throw error;
      }
    }),
  );
}

/** The evidence of the only subject. */
export function evidenceOf(control: Control, facts: readonly Fact[], regions: readonly string[] = [region]) {
  const slices = slicesOf(facts);
  const only = control.cases(slices, { accountId, region, regions, asOf })[0];
  if (only === undefined) throw new Error(`${control.id} has no subject`);
  return only.judge(slices).evidence;
}
