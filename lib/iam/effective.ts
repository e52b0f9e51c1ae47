import type { ActionSet } from "./action-set.ts";
import type { ActionTable } from "./actions.ts";
import type { PolicyGrants } from "./grants.ts";
import { holdsFor } from "./principal-condition.ts";

/** The policies that bear on one principal. */
export interface PolicyLayers {
  readonly principalArn: string;
  /** Attached and inline ones, a user's groups' included. */
  readonly identity: readonly PolicyGrants[];
  readonly boundary: PolicyGrants | null;
  /** Service control policies by level, from the root down to the account; empty where none bind. */
  readonly control: readonly (readonly PolicyGrants[])[];
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

type Allowed = "some" | "onOthers" | "everywhere";

function deniedTo(policies: readonly PolicyGrants[], principalArn: string, table: ActionTable): ActionSet {
  let denied = table.none;
  for (const policy of policies) {
    denied = denied.union(policy.denied);
    for (const { actions, conditions } of policy.denials)
      if (conditions.every((condition) => holdsFor(condition, principalArn) === true))
        denied = denied.union(actions);
  }
  return denied;
}

function unionOf(
  policies: readonly PolicyGrants[],
  which: Allowed | "hampered",
  table: ActionTable,
): ActionSet {
  return policies.reduce((set, policy) => set.union(policy[which]), table.none);
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
  const { identity, boundary, control, principalArn } = layers;
  const bounds = [...(boundary === null ? [] : [[boundary]]), ...control];
  const everyPolicy = [...identity, ...bounds.flat()];
  const denied = deniedTo(everyPolicy, principalArn, table);
  const within = (which: Allowed, bound: Allowed) =>
    bounds.reduce(
      (set, level) => set.intersection(unionOf(level, bound, table)),
      unionOf(identity, which, table).difference(denied),
    );
  return {
    some: within("some", "some"),
    onOthers: within("onOthers", "some"),
    everywhere: within("everywhere", "everywhere").difference(unionOf(everyPolicy, "hampered", table)),
    unknown: [...new Set(identity.flatMap((policy) => policy.unknown))],
  };
}
