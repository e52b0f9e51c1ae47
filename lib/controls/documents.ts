import type { Statement } from "#lib/iam/policy.ts";
import { statementJson } from "#lib/iam/policy.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { fragment, type Slices, Undecidable } from "./define.ts";

/** The statements of a document; throws `Undecidable` where it does not parse: never a pass, never a crash. */
export function statementsOf(
  facts: Pick<Slices<never>, "policy">,
  document: string,
  kind: FactKind,
): readonly Statement[] {
  const parsed = facts.policy(document);
  if (!parsed.ok) throw new Undecidable(parsed.reason, kind);
  return parsed.statements;
}

/** A statement as evidence, with its place in the document; statements are counted from 1 in the label. */
export function statementFragment(statement: Statement, place: string) {
  const named = statement.sid === null ? "" : ` (${statement.sid})`;
  return fragment(
    `Statement ${statement.index + 1}${named}`,
    `${place} Statement[${statement.index}]`,
    statementJson(statement),
  );
}
