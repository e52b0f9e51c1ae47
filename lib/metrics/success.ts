import type { Metric } from "./metric.ts";
import type { ScoredTally } from "./score.ts";

type Counts = Pick<ScoredTally, "controlId" | "passed" | "failed" | "unknown" | "notApplicable" | "excepted">;

/**
 * What gives somebody administration that always stands: an attached policy that allows everything, and a principal
 * that may change the permissions of others without a boundary. Policies and principals are different things, so
 * nothing is counted twice; that deployers may switch off logging is left out, since it is told of the same principals.
 */
export const standingControls = ["iam-no-full-admin", "boundary-delegated-admin"] as const;

/**
 * Policies that allow more than anybody needs, one control for each place a policy can stand, so that none is counted
 * twice: customer managed ones that grant a whole service (which one that grants everything does too), those of
 * resources that are open to everyone, and those of VPC endpoints that are open to every principal.
 */
export const broadPolicyControls = [
  "iam-no-service-wildcard",
  "resource-policy-no-public",
  "vpce-policy-scoped",
] as const;

/** How many resources fail some controls: `value` is that number, and null where none was judged. */
function failing(tallies: readonly Counts[], controls: readonly string[]): Metric {
  const own = tallies.filter(({ controlId }) => controls.includes(controlId));
  const sum = (of: (tally: Counts) => number) => own.reduce((total, tally) => total + of(tally), 0);
  const numerator = sum(({ failed }) => failed);
  const denominator = numerator + sum(({ passed }) => passed);
  return {
    numerator,
    denominator,
    value: denominator === 0 ? null : numerator,
    n: denominator,
    excluded: {
      excepted: sum(({ excepted }) => excepted),
      notApplicable: sum(({ notApplicable }) => notApplicable),
    },
    unknown: sum(({ unknown }) => unknown),
  };
}

/** What the roadmap is to make fewer, counted from the tallies of a scope, by the names of their metric points. */
export const failureCounts = {
  "privileges.standing": standingControls,
  "policies.broad": broadPolicyControls,
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The counts of `failureCounts` in a scope, from its tallies. */
export function countFailures(tallies: readonly Counts[]): ReadonlyMap<string, Metric> {
  return new Map(Object.entries(failureCounts).map(([name, controls]) => [name, failing(tallies, controls)]));
}
