import { ActionSet } from "./action-set.ts";
import type { ActionTable } from "./actions.ts";
import { isEveryResource } from "./pattern.ts";
import type { Condition, Statement } from "./policy.ts";

/** A Deny on every resource whose conditions are left to be asked of a principal. */
export interface ConditionalDenial {
  readonly actions: ActionSet;
  readonly conditions: readonly Condition[];
}

/** What one policy document says of every action, its resources and conditions boiled down. */
export interface PolicyGrants {
  /** Allowed on some resource, be it under a condition. */
  readonly some: ActionSet;
  /** Likewise, without what is allowed on the caller's own user alone (`user/${aws:username}`). */
  readonly onOthers: ActionSet;
  /** Allowed on every resource without a condition. */
  readonly everywhere: ActionSet;
  /** Denied on every resource without a condition. */
  readonly denied: ActionSet;
  /** Denied on every resource under conditions. */
  readonly denials: readonly ConditionalDenial[];
  /** Denied somewhere or somehow. */
  readonly hampered: ActionSet;
  /** Patterns that name no action of the table. */
  readonly unknown: readonly string[];
}

interface Named {
  readonly actions: ActionSet;
  readonly unknown: readonly string[];
}

function expandAll(patterns: readonly string[], table: ActionTable): Named {
  const unknown: string[] = [];
  const numbers: number[] = [];
  const sets: ActionSet[] = [];
  for (const pattern of new Set(patterns)) {
    const number = table.numberOf(pattern);
    if (number !== undefined) numbers.push(number);
    else {
      const set = table.expand(pattern);
      if (set.isEmpty) unknown.push(pattern);
      else sets.push(set);
    }
  }
  if (numbers.length > 0) sets.push(table.setOf(numbers));
  return { actions: ActionSet.union(sets, table.none), unknown };
}

/** The actions a statement is about: those of Action, or all but those of NotAction. */
export function namedActions(statement: Statement, table: ActionTable): Named {
  if (statement.actions !== null) return expandAll(statement.actions, table);
  const { actions, unknown } = expandAll(statement.notActions ?? [], table);
  return { actions: table.all.difference(actions), unknown };
}

function isOnEverything(statement: Statement): boolean {
  return (statement.resources ?? []).some(isEveryResource);
}

/** Those of the actions that can touch what the statement's resources name. */
function reached({ resources, notResources }: Statement, actions: ActionSet, table: ActionTable): ActionSet {
  if (notResources?.some(isEveryResource)) return table.none;
  if (resources === null || resources.some(isEveryResource)) return actions;
  const reach = ActionSet.union(
    resources.map((pattern) => table.reachedBy(pattern)),
    table.none,
  );
  return actions.intersection(reach);
}

const oneself = /\$\{aws:(username|userid)\b/i;

function isOnOneself({ resources }: Statement): boolean {
  return resources !== null && resources.length > 0 && resources.every((resource) => oneself.test(resource));
}

function evaluate(statements: readonly Statement[], table: ActionTable): PolicyGrants {
  let { none: some, none: onOthers, none: everywhere, none: denied, none: hampered } = table;
  const denials: ConditionalDenial[] = [];
  const unknown: string[] = [];
  for (const statement of statements) {
    const about = namedActions(statement, table);
    unknown.push(...about.unknown);
    const actions = reached(statement, about.actions, table);
    const { conditions } = statement;
    const whole = isOnEverything(statement);
    if (statement.effect === "Deny") {
      hampered = hampered.union(actions);
      if (whole && conditions.length === 0) denied = denied.union(actions);
      else if (whole) denials.push({ actions, conditions });
      continue;
    }
    const join = (set: ActionSet) => ActionSet.union([set, actions], table.none);
    some = join(some);
    if (!isOnOneself(statement)) onOthers = join(onOthers);
    if (whole && conditions.length === 0) everywhere = join(everywhere);
  }
  return { some, onOthers, everywhere, denied, denials, hampered, unknown };
}

const evaluated = new WeakMap<ActionTable, WeakMap<readonly Statement[], PolicyGrants>>();

/**
 * What a document grants and denies, by action. Of resources no more is asked than whether an action can touch
 * one of those named; conditions of an Allow are taken for fulfilled. Evaluated once for each parsed document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function policyGrants(statements: readonly Statement[], table: ActionTable): PolicyGrants {
  const ofTable = evaluated.get(table) ?? new WeakMap<readonly Statement[], PolicyGrants>();
  evaluated.set(table, ofTable);
  const known = ofTable.get(statements);
  if (known !== undefined) return known;
  const grants = evaluate(statements, table);
  ofTable.set(statements, grants);
  return grants;
}

/** Whether a document allows everything everywhere and denies nothing: as a boundary it bounds nothing. */
export function allowsEverything({ everywhere, hampered }: PolicyGrants, table: ActionTable): boolean {
  return hampered.isEmpty && table.all.isSubsetOf(everywhere);
}
