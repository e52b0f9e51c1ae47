import type { Control } from "#lib/controls/define.ts";
import type { Framework } from "#lib/controls/frameworks/registry.ts";
import type { Requirement } from "#lib/controls/frameworks/requirement.ts";
import { type Counts, type RequirementState, requirementState } from "./requirements.ts";

export interface AnsweringControl {
  readonly control: Control;
  /** True where the mapping is our own reading. */
  readonly ours: boolean;
  /** Null where it was not judged in this scope yet. */
  readonly tally: Counts | null;
}

export interface JudgedRequirement {
  readonly requirement: Requirement;
  readonly state: RequirementState;
  readonly controls: readonly AnsweringControl[];
  /** Controls it needs that are still to be written: while one is, it cannot pass. */
  readonly missing: readonly string[];
}

/** Every requirement of a framework with the controls that answer it and what they come to in one scope. */
export function judgeRequirements(
  framework: Framework,
  controls: readonly Control[],
  tallies: ReadonlyMap<string, Counts>,
): readonly JudgedRequirement[] {
  const answering = Map.groupBy(
    controls.flatMap((control) =>
      control.mappings
        .filter((mapping) => mapping.framework === framework.id)
        .map(({ requirement, ours }) => ({
          requirement,
          answer: { control, ours, tally: tallies.get(control.id) ?? null },
        })),
    ),
    ({ requirement }) => requirement,
  );
  return framework.requirements.map((requirement) => {
    const own = (answering.get(requirement.id) ?? []).map(({ answer }) => answer);
    const missing = (requirement.needs ?? []).filter((id) => own.every(({ control }) => control.id !== id));
    const state = own.length === 0 ? [] : [...own.map(({ tally }) => tally), ...missing.map(() => null)];
    return { requirement, state: requirementState(state), controls: own, missing };
  });
}

/** How many requirements are in each state. */
export function countStates(
  judged: readonly Pick<JudgedRequirement, "state">[],
): Readonly<Record<RequirementState, number>> {
  const counts = {
    pass: 0,
    fail: 0,
    unknown: 0,
    "pass-excepted": 0,
    "not-applicable": 0,
    "not-covered": 0,
  };
  for (const { state } of judged) counts[state]++;
  return counts;
}
