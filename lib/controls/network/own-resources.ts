import type { Fact, FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import type { At, Subject } from "../define.ts";

/** Subjects that the account owns. What another account shares with it is that account's to set, and judged there. */
export function ownResources<K extends FactKind>(
  facts: readonly Fact<K>[],
  at: Pick<At, "accountId">,
): readonly Subject<PayloadOf<K>>[] {
  return facts
    .filter(({ resourceId }) => resourceId.split(":", 5)[4] === at.accountId)
    .map(({ resourceId, payload }) => ({ resourceId, value: payload }));
}
