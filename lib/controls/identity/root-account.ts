import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { type At, type Slices, type Subject, Undecidable } from "../define.ts";

type Summary = PayloadOf<"iam.account-summary">;

/**
 * Root as the one subject of an account. Every account has a summary, so one that is missing though the kind
 * was seen is a subject without a value, not no subject.
 */
export function rootSubject(
  facts: Slices<"iam.account-summary">,
  at: At,
): readonly Subject<Summary | null>[] {
  const summary = facts.all("iam.account-summary")[0];
  return [
    {
      resourceId: summary?.resourceId ?? `arn:aws:iam::${at.accountId}:root`,
      value: summary?.payload ?? null,
    },
  ];
}

export function summaryOf(subject: Subject<Summary | null>): Summary {
  if (subject.value === null) throw new Undecidable("The account has no summary among the facts.");
  return subject.value;
}
