import type { ActionSet } from "./action-set.ts";
import type { ActionTable } from "./actions.ts";
import { coversAction } from "./pattern.ts";
import type { Statement } from "./policy.ts";

const nextWord = /^(?:[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|.)/;

/** What a pattern says before its first wildcard. */
function stemOf(pattern: string): string {
  return (pattern.split(/[*?]/)[0] ?? "").toLowerCase();
}

/** Whether some action may match both patterns; errs towards yes. */
function mayMeet(one: string, other: string): boolean {
  const [a, b] = [stemOf(one), stemOf(other)];
  return a.startsWith(b) || b.startsWith(a);
}

/** Whether a statement is about every action that a pattern can ever name, those that AWS adds later included. */
function isAboutAll(statement: Statement, pattern: string): boolean {
  return statement.actions !== null
    ? statement.actions.some((each) => coversAction(each, pattern))
    : (statement.notActions ?? []).every((each) => !mayMeet(each, pattern));
}

interface Service {
  readonly name: string;
  /** Its actions that no pattern may match, in lower case. */
  readonly barred: readonly string[];
  readonly isAllowed: (pattern: string) => boolean;
}

/** Patterns for names that begin alike: one for all of them, else those of each next word. */
function patternsOf(service: Service, prefix: string, names: readonly string[]): string[] {
  const literal = (each: readonly string[]) => each.map((name) => `${service.name}:${name}`);
  if (names.length < 2) return literal(names);
  const pattern = `${service.name}:${prefix}*`;
  const start = prefix.toLowerCase();
  if (!service.barred.some((name) => name.startsWith(start)) && service.isAllowed(pattern)) return [pattern];
  const byWord = Map.groupBy(names, (name) => nextWord.exec(name.slice(prefix.length))?.[0] ?? "");
  return [...byWord].flatMap(([word, each]) =>
    word === "" ? literal(each) : patternsOf(service, prefix + word, each),
  );
}

/**
 * Patterns `service:*`, `service:Prefix*` and `service:Name` that name the actions of `keep`, of the table's others
 * only those of `free`, and nothing that the statement is not about.
 */
export function compactActions(
  keep: ActionSet,
  free: ActionSet,
  statement: Statement,
  table: ActionTable,
): string[] {
  const byService = Map.groupBy(table.names(keep), (name) => name.split(":")[0] ?? "");
  return [...byService].flatMap(([name, actions]) => {
    const own = (full: string) => full.slice(name.length + 1);
    const others = table.expand(`${name}:*`).difference(keep).difference(free);
    const barred = table.names(others).map((each) => own(each).toLowerCase());
    const isAllowed = (pattern: string) => isAboutAll(statement, pattern);
    return patternsOf({ name, barred, isAllowed }, "", actions.map(own));
  });
}
