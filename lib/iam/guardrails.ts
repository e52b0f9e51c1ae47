import { isKey, operatorOf } from "./condition.ts";
import { covers, coversAction, isEveryResource } from "./pattern.ts";
import type { Condition, Statement } from "./policy.ts";

const exempting = new Set(["arnnotlike", "arnnotequals", "stringnotlike", "stringnotequals"]);

/** A pattern that takes any role or any user, of every account or of the one it bears on, names nobody. */
function takesAnyone(pattern: string, accountId: string): boolean {
  const filled = pattern.replaceAll(/\$\{[^}]*\}/g, "*");
  return ["000000000000", accountId].some((account) =>
    ["role", "user"].some((type) => covers(filled, `arn:aws:iam::${account}:${type}/any-name-at-all`)),
  );
}

/** The principals a condition spares, if all it does is spare named ones; null for any other condition. */
function exemption(condition: Condition, accountId: string): readonly string[] | null {
  const { name, quantifier } = operatorOf(condition.operator);
  if (!exempting.has(name) || quantifier !== null || !isKey(condition, "aws:PrincipalArn")) return null;
  return condition.values.some((pattern) => takesAnyone(pattern, accountId)) ? null : condition.values;
}

function denies(statement: Statement, action: string): boolean {
  const named = (patterns: readonly string[]) => patterns.some((pattern) => coversAction(pattern, action));
  return statement.actions !== null ? named(statement.actions) : !named(statement.notActions ?? []);
}

export interface Denial {
  /** Patterns of the principals it spares. */
  readonly exempt: readonly string[];
}

/**
 * Whether a statement of a service control policy denies an action on every resource to everyone but named
 * principals; null when it does not. Any condition that is not such an exemption makes it weaker than a
 * guardrail.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export function denial(statement: Statement, action: string, accountId: string): Denial | null {
  if (statement.effect !== "Deny" || !denies(statement, action)) return null;
  if (!(statement.resources ?? []).some(isEveryResource)) return null;
  const exempt: string[] = [];
  for (const condition of statement.conditions) {
    const spared = exemption(condition, accountId);
    if (spared === null) return null;
    exempt.push(...spared);
  }
  return { exempt };
}

export interface RegionLimit extends Denial {
  /** The Regions, or patterns of Regions, in which work may be done. */
  readonly regions: readonly string[];
}

const elsewhere = new Set(["stringnotequals", "stringnotequalsignorecase", "stringnotlike"]);

/** The Regions that a condition leaves alone, if all it does is name some; null for any other condition. */
function regionsSpared(condition: Condition): readonly string[] | null {
  const { name, quantifier } = operatorOf(condition.operator);
  if (!elsewhere.has(name) || quantifier !== null || !isKey(condition, "aws:RequestedRegion")) return null;
  const everywhere = (value: string) => name === "stringnotlike" && covers(value, "zz-nowhere-9");
  return condition.values.length === 0 || condition.values.some(everywhere) ? null : condition.values;
}

/**
 * `denial` outside of named Regions: a Deny that sets in wherever `aws:RequestedRegion` is another, to everyone
 * but named principals; null where a statement does not limit the action so.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export function regionLimit(statement: Statement, action: string, accountId: string): RegionLimit | null {
  const regions = statement.conditions.map(regionsSpared).find((spared) => spared !== null);
  if (regions === undefined) return null;
  const conditions = statement.conditions.filter((condition) => regionsSpared(condition) === null);
  const denied = denial({ ...statement, conditions }, action, accountId);
  return denied === null ? null : { ...denied, regions };
}
