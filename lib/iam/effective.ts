import { ActionSet } from "./action-set.ts";
import type { ActionTable } from "./actions.ts";
import type { ConditionalDenial, PolicyGrants } from "./grants.ts";
import { holdsFor } from "./principal-condition.ts";

/** What policies leave of everything, whoever asks: those of a boundary, or of all levels above an account. */
export interface Limits {
  readonly some: ActionSet;
  readonly everywhere: ActionSet;
  readonly denied: ActionSet;
  readonly denials: readonly ConditionalDenial[];
  readonly hampered: ActionSet;
}

/** The policies that bear on one principal. */
export interface PolicyLayers {
  readonly principalArn: string;
  /** Attached and inline ones, a user's groups' included. */
  readonly identity: readonly PolicyGrants[];
  readonly boundary: Limits | null;
  /** Of the service control policies; null where none bind. */
  readonly control: Limits | null;
}

/** What a principal may do. */
export interface Permissions {
  /** On some resource, under whatever condition. */
  readonly some: ActionSet;
  /** Likewise, on more than the caller's own user. */
  readonly onOthers: ActionSet;
  /** On every resource, without a condition. */
  readonly everywhere: ActionSet;
  /** Patterns of its own policies that name no action IAM is known to have. */
  readonly unknown: readonly string[];
}

type Part = "some" | "onOthers" | "everywhere" | "denied" | "hampered";

function together(policies: readonly PolicyGrants[], part: Part, table: ActionTable): ActionSet {
  return ActionSet.union(
    policies.map((policy) => policy[part]),
    table.none,
  );
}

/** What service control policies leave: an Allow at every level, and a Deny at none. */
export function limitsOf(levels: readonly (readonly PolicyGrants[])[], table: ActionTable): Limits {
  const all = levels.flat();
  const allowed = (part: "some" | "everywhere") => {
    const set = levels.reduce((so, level) => so.intersection(together(level, part, table)), table.all);
    return table.all.isSubsetOf(set) ? table.all : set;
  };
  return {
    some: allowed("some"),
    everywhere: allowed("everywhere"),
    denied: together(all, "denied", table),
    denials: all.flatMap((policy) => policy.denials),
    hampered: together(all, "hampered", table),
  };
}

/**
 * The actions a principal is granted: those its own policies allow, within its boundary and within the service
 * control policies of every level, less what any of them denies it on every resource. A Deny whose conditions
 * ask for the principal's ARN alone counts where they hold for it; other conditions may not hold, and resource
 * policies may grant more: neither is counted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function effectivePermissions(layers: PolicyLayers, table: ActionTable): Permissions {
  const { identity, principalArn } = layers;
  const limits = [layers.boundary, layers.control].filter((each) => each !== null);
  const every = [...identity, ...limits];
  const forPrincipal = every
    .flatMap(({ denials }) => denials)
    .filter(({ conditions }) => conditions.every((each) => holdsFor(each, principalArn) === true));
  const denied = ActionSet.union(
    [...every.map((each) => each.denied), ...forPrincipal.map((each) => each.actions)],
    table.none,
  );
  const within = (part: "some" | "onOthers" | "everywhere", less: ActionSet) => {
    const limit = part === "everywhere" ? part : "some";
    const own = together(identity, part, table);
    const left = own === table.none || less === table.none ? own : own.difference(less);
    // Most limits deny a little and otherwise allow everything.
    return limits
      .map((each) => each[limit])
      .filter((allowed) => allowed !== table.all)
      .reduce((set, allowed) => set.intersection(allowed), left);
  };
  const some = within("some", denied);
  return {
    some,
    // Few who ask for permissions ask for these.
    get onOthers() {
      return within("onOthers", denied);
    },
    get everywhere() {
      const hampered = every.map((each) => each.hampered);
      return within("everywhere", ActionSet.union(hampered, table.none));
    },
    unknown: [...new Set(identity.flatMap((policy) => policy.unknown))],
  };
}
