import { publicStatements } from "#lib/iam/public-access.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { fail, fragment, notApplicable, type Outcome, pass, type Slices } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";

/** Where the policy of a resource stands among the facts, and what the resource is called. */
export interface ResourcePolicy {
  readonly called: string;
  readonly kind: FactKind;
  readonly path: "policy" | "document";
  readonly document: string | null;
}

/** Not applicable without a policy, failed where one of its statements lets everybody in. */
export function judgeOpenness(facts: Pick<Slices<never>, "policy">, policy: ResourcePolicy): Outcome {
  const { called, kind, path, document } = policy;
  const place = `${kind} ${path}`;
  if (document === null)
    return notApplicable(`${called} has no resource policy.`, fragment("Policy", place, null));
  const statements = statementsOf(facts, document, kind);
  const open = publicStatements(statements);
  if (open.length === 0) return pass(`The policy of ${called} lets in only those it names.`);
  const count = open.length === 1 ? "A statement" : `${open.length} statements`;
  return fail(
    `${count} of the policy of ${called} let${open.length === 1 ? "s" : ""} everybody in.`,
    ...open.map((statement) => statementFragment(statement, place)),
  );
}
