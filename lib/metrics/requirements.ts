/** How many resources a control passed, failed and so on in a scope. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
}

/**
 * What a requirement of a framework comes to:
 * - `not-covered`: no control answers it, which is never a pass.
 * - `pass-excepted`: nothing fails but for what exceptions cover.
 * - `not-applicable`: all its controls are, so that nothing was judged: no data is not a pass.
 */
export type RequirementState =
  | "pass"
  | "fail"
  | "unknown"
  | "pass-excepted"
  | "not-applicable"
  | "not-covered";

/**
 * The state of a requirement from the tallies of its controls in a scope: failed if one of them fails; else unknown
 * if one is unknown; else passed, as far as they apply.
 *
 * @param tallies one for each control; null for a control that is not written, or was not judged there yet
 */
export function requirementState(tallies: readonly (Counts | null)[]): RequirementState {
  if (tallies.length === 0) return "not-covered";
  const some = (key: keyof Counts) => tallies.some((tally) => tally !== null && tally[key] > 0);
  if (some("failed")) return "fail";
  if (some("unknown") || tallies.includes(null)) return "unknown";
  if (some("excepted")) return "pass-excepted";
  return some("passed") ? "pass" : "not-applicable";
}
