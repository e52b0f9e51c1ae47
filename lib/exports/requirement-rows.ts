import { z } from "zod";
import { frameworkList } from "#lib/controls/frameworks/registry.ts";
import { controls } from "#lib/controls/registry.ts";
import { type JudgedRequirement, judgeRequirements } from "#lib/metrics/frameworks.ts";
import type { Counts } from "#lib/metrics/requirements.ts";

const tallyRow = z.object({
  scope: z.string(),
  control: z.string(),
  passed: z.number(),
  failed: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
  excepted: z.number(),
});

/** Every requirement of every framework in each scope, out of tallies that come scope by scope. */
export async function* requirementRows(
  tallies: AsyncIterable<Record<string, unknown>>,
): AsyncGenerator<Record<string, unknown>> {
  let current: string | null = null;
  let own = new Map<string, Counts>();
  for await (const each of tallies) {
    const { scope, control, ...counts } = tallyRow.parse(each);
    if (scope !== current) {
      if (current !== null) yield* rowsOf(current, own);
      current = scope;
      own = new Map();
    }
    own.set(control, counts);
  }
  if (current !== null) yield* rowsOf(current, own);
}

function* rowsOf(scope: string, tallies: ReadonlyMap<string, Counts>): Generator<Record<string, unknown>> {
  for (const framework of frameworkList)
    for (const judged of judgeRequirements(framework, controls, tallies))
      yield { scope, framework: framework.id, ...requirementRow(judged) };
}

function requirementRow({ requirement, state, controls: own }: JudgedRequirement): Record<string, unknown> {
  const sum = (key: keyof Counts) => own.reduce((total, { tally }) => total + (tally?.[key] ?? 0), 0);
  return {
    requirement: requirement.id,
    section: requirement.section,
    title: requirement.title,
    state,
    controls: own.map(({ control }) => control.id).join(" "),
    passed: sum("passed"),
    failed: sum("failed"),
    unknown: sum("unknown"),
    notApplicable: sum("notApplicable"),
    excepted: sum("excepted"),
  };
}
