import { isOlderThan } from "#lib/controls/days.ts";
import type { Slices, Subject } from "#lib/controls/define.ts";
import { identityPolicies, type PrincipalSubject } from "#lib/controls/permissions.ts";
import { type RightSized, rightSizedPolicy } from "#lib/iam/right-size.ts";
import { utilizationWindowDays } from "./permission-utilization.ts";
import { reportOf, type utilizationKinds } from "./principal-utilization.ts";

/**
 * The policy a principal could do with, over the window of the metric. Throws `Undecidable` where it has no
 * last-accessed report or one of its policies cannot be read.
 */
export function rightSizedFor(
  facts: Slices<(typeof utilizationKinds)[number]>,
  subject: Subject<PrincipalSubject>,
  asOf: Date,
): RightSized {
  return rightSizedPolicy({
    policies: identityPolicies(facts, subject),
    services: reportOf(facts, subject.resourceId).services,
    table: facts.actions,
    isRecent: (day) => !isOlderThan(day, utilizationWindowDays, asOf),
    windowDays: utilizationWindowDays,
  });
}
