import { z } from "zod";

/**
 * What a run managed to see of one (account, Region, kind).
 *
 * - `complete`: every page was read; what is missing from it is gone.
 * - `partial`: some of it was read; `unseen` names the resources that were not, when they are known.
 * - `denied`, `throttled`, `failed`: nothing reliable was read; `cause` says why.
 */
export const coverageStates = ["complete", "partial", "denied", "throttled", "failed"] as const;
export type CoverageState = (typeof coverageStates)[number];

/** How it was seen: asked of the account, of an administrator, or vouched for by AWS Config without asking. */
export const coverageVias = ["account", "administrator", "config"] as const;
export type CoverageVia = (typeof coverageVias)[number];

export const coverageCause = z.strictObject({
  /** The AWS error code, or one of ours: `Deadline`, `Malformed`, `Unreachable`. */
  code: z.string(),
  /** The IAM action that failed, such as `iam:GetCredentialReport`. */
  action: z.string(),
  message: z.string(),
});
export type CoverageCause = z.infer<typeof coverageCause>;

export interface Coverage {
  readonly region: string;
  readonly kind: string;
  readonly state: CoverageState;
  readonly cause: CoverageCause | null;
  /** Resource ids that are known to exist but could not be read; empty when unknown. */
  readonly unseen: readonly string[];
  /** The last instant at which a run found exactly this. */
  readonly confirmedAt: Date;
}

/** Evidence older than this is stale: it no longer supports a verdict (metrics.md, coverage within 24 h). */
export const staleAfterMs = 24 * 60 * 60 * 1000;

export function isStale(coverage: Pick<Coverage, "confirmedAt">, asOf: Date): boolean {
  return asOf.getTime() - coverage.confirmedAt.getTime() > staleAfterMs;
}
