import type { Fact, FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import type { At, Subject } from "../define.ts";

/** Whether an account owns a resource, by its ARN. */
export function isOwn(resourceId: string, accountId: string): boolean {
  return resourceId.split(":", 5)[4] === accountId;
}

/** Subjects that the account owns. What another account shares with it is that account's to set, and judged there. */
export function ownResources<K extends FactKind>(
  facts: readonly Fact<K>[],
  at: Pick<At, "accountId">,
): readonly Subject<PayloadOf<K>>[] {
  return facts
    .filter(({ resourceId }) => isOwn(resourceId, at.accountId))
    .map(({ resourceId, payload }) => ({ resourceId, value: payload }));
}
