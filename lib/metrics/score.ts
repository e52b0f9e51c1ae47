import { type Phase, type Pillar, phases, pillars } from "#lib/controls/define.ts";
import { checklistItems } from "#lib/controls/frameworks.ts";
import type { Severity } from "#lib/inventory/findings.ts";
import { type Metric, ratio } from "./metric.ts";
import { type RequirementState, requirementState } from "./requirements.ts";

/** A control's counts in a scope, with what weighs and groups them. */
export interface ScoredTally {
  readonly controlId: string;
  readonly severity: Severity;
  readonly pillar: Pillar;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
}

/** metrics.md "Scores"; an informational control informs and does not weigh. */
const weights: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 5,
  medium: 2,
  low: 1,
  informational: 0,
};

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/**
 * `passed / (passed + failed)` over resources, weighted by severity. Unknown and excepted resources are
 * outside the ratio; `value` is null where nothing was judged.
 */
export function score(tallies: readonly ScoredTally[]): Metric {
  const numerator = sum(tallies, (tally) => tally.passed * weights[tally.severity]);
  const denominator = sum(tallies, (tally) => (tally.passed + tally.failed) * weights[tally.severity]);
  return {
    numerator,
    denominator,
    value: ratio(numerator, denominator),
    n: sum(tallies, (tally) => tally.passed + tally.failed),
    excluded: {
      excepted: sum(tallies, (tally) => tally.excepted),
      notApplicable: sum(tallies, (tally) => tally.notApplicable),
    },
    unknown: sum(tallies, (tally) => tally.unknown),
  };
}

/** The score of each pillar, in the order of `pillars`; a pillar without data has a null value. */
export function pillarScores(
  tallies: readonly ScoredTally[],
): readonly { readonly pillar: Pillar; readonly score: Metric }[] {
  return pillars.map((pillar) => ({
    pillar,
    score: score(tallies.filter((tally) => tally.pillar === pillar)),
  }));
}

export interface PhasedTally extends ScoredTally {
  readonly phase: Phase;
}

/** The score of each phase of the roadmap, from the first; a phase without data has a null value. */
export function phaseScores(
  tallies: readonly PhasedTally[],
): readonly { readonly phase: Phase; readonly score: Metric }[] {
  return phases.map((phase) => ({ phase, score: score(tallies.filter((tally) => tally.phase === phase)) }));
}

export interface ChecklistStatus {
  readonly number: number;
  readonly title: string;
  readonly state: RequirementState;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly excepted: number;
  /** The item's controls that exist. */
  readonly controlIds: readonly string[];
  /** The item's controls that are still to be written: while one is, the item cannot pass. */
  readonly missing: readonly string[];
}

/**
 * The state of each checklist item, a requirement like any other, from the tallies of a scope.
 *
 * @param tallies several of one control (one an account) add up
 * @param controlIds the controls that exist
 */
export function checklistStatus(
  tallies: readonly ScoredTally[],
  controlIds: Iterable<string>,
  items = checklistItems,
): readonly ChecklistStatus[] {
  const existing = new Set(controlIds);
  return items.map(({ number, title, controls }) => {
    const own = tallies.filter((tally) => controls.includes(tally.controlId));
    const written = controls.filter((id) => existing.has(id));
    const judged = (id: string) => own.filter((tally) => tally.controlId === id);
    return {
      number,
      title,
      state: requirementState(
        written.length === 0 ? [] : controls.flatMap((id) => (judged(id).length > 0 ? judged(id) : [null])),
      ),
      passed: sum(own, (tally) => tally.passed),
      failed: sum(own, (tally) => tally.failed),
      unknown: sum(own, (tally) => tally.unknown),
      notApplicable: sum(own, (tally) => tally.notApplicable),
      excepted: sum(own, (tally) => tally.excepted),
      controlIds: written,
      missing: controls.filter((id) => !existing.has(id)),
    };
  });
}
