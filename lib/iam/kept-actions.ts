import type { PayloadOf } from "#lib/inventory/kinds.ts";
import type { ActionSet } from "./action-set.ts";
import type { ActionTable } from "./actions.ts";
import { compactActions } from "./compact-actions.ts";
import { namedActions, policyGrants } from "./grants.ts";
import { nameMatcher } from "./name-matcher.ts";
import { coversAction } from "./pattern.ts";
import type { Statement } from "./policy.ts";

const passRole = "iam:passrole";

/** What a last-accessed report says of the use of every action. */
export interface Uses {
  /** Actions that AWS tracks and that were used. */
  readonly used: ActionSet;
  /** Actions of used services whose own use nobody can see. */
  readonly notTracked: ActionSet;
  readonly passRole: ActionSet;
  /** In lower case. */
  readonly usedServices: ReadonlySet<string>;
  /** All services it lists, in lower case. */
  readonly reported: ReadonlySet<string>;
  /** Names that the table of actions does not know, by whether they were used. */
  readonly unlisted: ReadonlyMap<string, boolean>;
}

/** Reads a report: what was last used on a day that `isRecent` takes counts as used. */
export function usesIn(
  services: PayloadOf<"iam.last-accessed">["services"],
  isRecent: (day: string) => boolean,
  table: ActionTable,
): Uses {
  const recent = (day: string | null) => day !== null && isRecent(day);
  const tracked = new Map<number, boolean>();
  const unlisted = new Map<string, boolean>();
  const usedServices = new Set<string>();
  for (const { namespace, lastOn, actions } of services) {
    if (recent(lastOn) || (actions ?? []).some((action) => recent(action.lastOn)))
      usedServices.add(namespace.toLowerCase());
    for (const action of actions ?? []) {
      const name = `${namespace}:${action.name}`;
      const number = table.numberOf(name);
      if (number === undefined) unlisted.set(name, unlisted.get(name) === true || recent(action.lastOn));
      else tracked.set(number, tracked.get(number) === true || recent(action.lastOn));
    }
  }
  const role = table.setOf([table.numberOf(passRole)].filter((number) => number !== undefined));
  const ofUsedServices = [...usedServices].map((service) => table.expand(`${service}:*`));
  const inUse = ofUsedServices.reduce((all, each) => all.union(each), table.none);
  return {
    used: table.setOf([...tracked].flatMap(([number, was]) => (was ? [number] : []))).difference(role),
    notTracked: inUse.difference(table.setOf(tracked.keys())).difference(role),
    passRole: role,
    usedServices,
    reported: new Set(services.map(({ namespace }) => namespace.toLowerCase())),
    unlisted,
  };
}

/** The patterns of a statement that stay, by why they do. */
export type Kept = Readonly<Record<"used" | "notTracked" | "passRole", readonly string[]>>;

function isAbout({ actions, notActions }: Statement, name: string): boolean {
  return actions !== null
    ? actions.some((pattern) => coversAction(pattern, name))
    : (notActions ?? []).every((pattern) => !coversAction(pattern, name));
}

/** Patterns that name nothing the table knows: newer than it perhaps, and so kept where the service was used. */
function unknownKept(statement: Statement, uses: Uses, table: ActionTable): string[] {
  if (statement.actions === null) return [];
  return policyGrants([statement], table).unknown.filter((pattern) => {
    const known = [...uses.unlisted.keys()].some((name) => name.toLowerCase() === pattern.toLowerCase());
    const isService = nameMatcher((pattern.split(":")[0] ?? "").toLowerCase());
    return !known && [...uses.usedServices].some(isService);
  });
}

/** What stays of an Allow statement. */
export function keptOf(statement: Statement, uses: Uses, table: ActionTable): Kept {
  const granted = policyGrants([statement], table).some;
  // What the statement's resources keep from every use may be named without granting it.
  const idle = namedActions(statement, table).actions.difference(granted);
  const used = granted.intersection(uses.used);
  const compact = (keep: ActionSet, free: ActionSet) => compactActions(keep, free, statement, table);
  const usedUnlisted = [...uses.unlisted].flatMap(([name, was]) =>
    was && isAbout(statement, name) ? [name] : [],
  );
  return {
    used: [...table.names(used), ...usedUnlisted],
    notTracked: [
      ...compact(granted.intersection(uses.notTracked), idle.union(used)),
      ...unknownKept(statement, uses, table),
    ],
    passRole: table.names(granted.intersection(uses.passRole)),
  };
}
