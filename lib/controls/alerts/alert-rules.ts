import type { Json } from "#lib/inventory/findings.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { type At, fail, fragment, type Outcome, pass, type Slices, Undecidable } from "../define.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";
import { globalEventRegions, type SampleEvent } from "./sample-events.ts";

type Rule = Fact<"events.rule">;

const parsed = new WeakMap<readonly Rule[], ReadonlyMap<string, EventPattern>>();

/** The patterns of the customer's rules, read once for all alerts; a service's own rule alerts nobody. */
function patternsOf(rules: readonly Rule[]): ReadonlyMap<string, EventPattern> {
  const known = parsed.get(rules);
  if (known !== undefined) return known;
  const patterns = new Map<string, EventPattern>();
  for (const { resourceId, payload } of rules)
    if (payload.eventPattern !== null && payload.managedBy === null)
      patterns.set(resourceId, parseEventPattern(payload.eventPattern));
  parsed.set(rules, patterns);
  return patterns;
}

/** Why a rule that matches alerts nobody; null where it does. A log group keeps events and tells no one. */
function flaw({ payload: { state, targetArns } }: Rule): string | null {
  if (!state.startsWith("ENABLED")) return "is disabled";
  if (targetArns === null)
    throw new Undecidable("The targets of an enabled rule are not among the facts.", "events.rule");
  if (targetArns.length === 0) return "has no target";
  return targetArns.every((arn) => arn.split(":")[2] === "logs") ? "only keeps a log" : null;
}

function evidence({ payload }: Rule) {
  return fragment(`Rule ${payload.name}`, "events.rule", {
    state: payload.state,
    eventPattern: payload.eventPattern,
    targetArns: payload.targetArns,
  });
}

function regionOf(at: Pick<At, "regions">): string {
  const region = globalEventRegions.find((each) => at.regions.includes(each));
  if (region === undefined)
    throw new Undecidable("The Region in which such events arrive is not in scope.", "events.rule");
  return region;
}

/**
 * Whether each of the sample events, in the Region where such events arrive, sets off a rule that is enabled
 * and has a target that can tell somebody: an event bus of another account is one.
 */
export function judgeAlert(
  facts: Slices<"events.rule">,
  at: Pick<At, "accountId" | "regions">,
  sample: (accountId: string, region: string) => readonly SampleEvent[],
): Outcome {
  const here = regionOf(at);
  const rules = facts.all("events.rule");
  const patterns = patternsOf(rules);
  const matching = (event: Json) =>
    rules.filter(({ resourceId }) => {
      const pattern = patterns.get(resourceId);
      return pattern?.ok === true && pattern.matches(event);
    });
  const judged = sample(at.accountId, here).map(({ what, event }) => {
    const matched = matching(event);
    return { what, matched, live: matched.filter((rule) => rule.region === here && flaw(rule) === null) };
  });
  const silent = judged.filter(({ live }) => live.length === 0);
  const shown = (those: readonly Rule[]) => [...new Set(those)].map(evidence);
  if (silent.length === 0) {
    const live = judged.flatMap((each) => each.live.slice(0, 1));
    const names = [...new Set(live.map(({ payload }) => payload.name))].join(", ");
    return pass(`${names} alerts when ${judged.map(({ what }) => what).join(", ")}.`, ...shown(live));
  }
  for (const rule of rules) {
    const pattern = patterns.get(rule.resourceId);
    if (pattern?.ok === false && rule.region === here && flaw(rule) === null)
      throw new Undecidable(pattern.reason, "events.rule");
  }
  const near = [...new Set(silent.flatMap(({ matched }) => matched))];
  const but = near.map((rule) => {
    const why = rule.region === here ? flaw(rule) : `is in ${rule.region}, where such events never arrive`;
    return ` ${rule.payload.name} would, but ${why}.`;
  });
  const when = silent.map(({ what }) => what).join(", or ");
  return fail(`No rule in ${here} alerts when ${when}.${but.join("")}`, ...shown(near));
}
