import { accountId, asOf, region } from "#lib/controls/testing/facts.ts";
import { actionTable } from "#lib/iam/data/action-table.ts";
import { parsePolicy } from "#lib/iam/policy.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import type { MeasureInput, Measurement } from "../measurement.ts";

/** Facts of one account, everything completely seen but the kinds of `unseen`. */
export function measured(facts: readonly Fact[], unseen: readonly FactKind[] = []): MeasureInput {
  const all = <K extends FactKind>(kind: K) => facts.filter((fact): fact is Fact<K> => fact.kind === kind);
  return {
    accountId,
    asOf,
    regions: [region],
    actions: actionTable,
    policy: parsePolicy,
    all,
    everywhere: all,
    one: (kind, resourceId) => all(kind).find((fact) => fact.resourceId === resourceId),
    seen: (owner, _, kind) => owner === accountId && !unseen.includes(kind),
  };
}

/** `<last part of the subject> <standing> <class> <reason> <value>`, sorted. */
export function told(rows: readonly Measurement[]): string[] {
  return rows
    .map((row) =>
      [row.subjectId.split(/[:/]/).at(-1), row.standing, row.class, row.reason, row.value].join(" "),
    )
    .map((line) => line.trim())
    .sort();
}
