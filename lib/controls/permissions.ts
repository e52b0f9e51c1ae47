import { effectivePermissions, type Limits, limitsOf, type Permissions } from "#lib/iam/effective.ts";
import { type PolicyGrants, policyGrants } from "#lib/iam/grants.ts";
import { isServiceLinked } from "#lib/iam/own-roles.ts";
import type { Statement } from "#lib/iam/policy.ts";
import type { IdentityPolicy } from "#lib/iam/right-size.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { type At, type Slices, type Subject, Undecidable } from "./define.ts";
import { statementsOf } from "./documents.ts";
import { inlinePoliciesOf } from "./identity/inline-policies.ts";

/** What a control reads that asks what principals may do; its subjects are `principals`. */
export const permissionReads = [
  "iam.user",
  "iam.group",
  "iam.policy",
  "organizations.account",
  "organizations.organization",
  "organizations.policy",
] as const;
type Facts = Slices<"iam.role" | (typeof permissionReads)[number]>;

/** A user or role with the policies that reach it. */
export interface PrincipalSubject {
  readonly type: "user" | "role";
  readonly name: string;
  readonly createdAt: string;
  /** Null for a user: no rule asks for its path. */
  readonly rolePath: string | null;
  readonly groups: readonly string[];
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn: string | null;
}

/** Every user and role of the account. */
export function principals(facts: Slices<"iam.role" | "iam.user">): readonly Subject<PrincipalSubject>[] {
  return [
    ...facts.all("iam.role").map(({ resourceId, payload }) => ({
      resourceId,
      resourceType: "iam.role" as const,
      value: { ...payload, type: "role" as const, rolePath: payload.path, groups: [] },
    })),
    ...facts.all("iam.user").map(({ resourceId, payload }) => ({
      resourceId,
      resourceType: "iam.user" as const,
      value: { ...payload, type: "user" as const, rolePath: null },
    })),
  ];
}

/** A policy as one that bears on a principal. */
interface NamedPolicy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

function readPolicy(facts: Facts, { payload }: Fact<"iam.policy">): NamedPolicy {
  return { name: payload.name, statements: statementsOf(facts, payload.document, "iam.policy") };
}

function managedPolicy(facts: Facts, policyArn: string): NamedPolicy {
  const policy = facts.one("iam.policy", policyArn);
  if (policy === undefined)
    throw new Undecidable("A policy of a principal is not among the facts.", "iam.policy");
  return readPolicy(facts, policy);
}

/** What a managed policy grants, wherever it serves. */
export function managedGrants(facts: Facts, policyArn: string): PolicyGrants {
  return policyGrants(managedPolicy(facts, policyArn).statements, facts.actions);
}

type Group = Fact<"iam.group">;
const groupsByName = new WeakMap<readonly Group[], ReadonlyMap<string, Group>>();

function groupNamed(facts: Facts, name: string): Group {
  const all = facts.all("iam.group");
  let byName = groupsByName.get(all);
  if (byName === undefined) {
    byName = new Map(all.map((group) => [group.payload.name, group]));
    groupsByName.set(all, byName);
  }
  const group = byName.get(name);
  if (group === undefined) throw new Undecidable("A group of a user is not among the facts.", "iam.group");
  return group;
}

function ownPolicies(facts: Facts, arn: string, attached: readonly string[]): readonly NamedPolicy[] {
  return [
    ...attached.map((policyArn) => managedPolicy(facts, policyArn)),
    ...inlinePoliciesOf(facts, arn).map((policy) => readPolicy(facts, policy)),
  ];
}

/**
 * The policies that allow or deny a principal something by themselves, its groups' included, and not what limits it.
 * Throws `Undecidable` where one of them does not parse or is missing.
 */
export function identityPolicies(
  facts: Facts,
  { resourceId, value }: Subject<PrincipalSubject>,
): readonly IdentityPolicy[] {
  const groups = value.groups.map((name) => groupNamed(facts, name));
  return [
    ...ownPolicies(facts, resourceId, value.attachedPolicyArns).map((each) => ({ ...each, group: null })),
    ...groups.flatMap((group) =>
      ownPolicies(facts, group.resourceId, group.payload.attachedPolicyArns).map((each) => ({
        ...each,
        group: group.payload.name,
      })),
    ),
  ];
}

const controlLimits = new WeakMap<
  readonly Fact<"organizations.policy">[],
  { readonly accountId: string; readonly limits: Limits | null }
>();

const scp = "SERVICE_CONTROL_POLICY";

function readControlLimits(facts: Facts, accountId: string): Limits | null {
  const organization = facts.all("organizations.organization")[0]?.payload;
  if (organization === undefined)
    throw new Undecidable("The organization is not among the facts.", "organizations.organization");
  if (organization.managementAccountId === accountId || !organization.enabledPolicyTypes.includes(scp))
    return null;
  const account = facts.all("organizations.account").find(({ payload }) => payload.id === accountId)?.payload;
  if (account === undefined)
    throw new Undecidable("The account is not among those of the organization.", "organizations.account");
  const policies = facts.all("organizations.policy").filter(({ payload }) => payload.type === scp);
  const levels = [...account.ouPath.split("/"), accountId].map((place) => {
    const attached = policies.filter(({ payload }) => payload.targetIds.includes(place));
    if (attached.length === 0)
      throw new Undecidable(
        "A level above the account has no service control policy among the facts.",
        "organizations.policy",
      );
    return attached.map(({ payload }) =>
      policyGrants(statementsOf(facts, payload.document, "organizations.policy"), facts.actions),
    );
  });
  return limitsOf(levels, facts.actions);
}

/** What the service control policies of an account leave; at each level AWS demands one. Null where none bind. */
function controlLimitsOf(facts: Facts, accountId: string): Limits | null {
  const policies = facts.all("organizations.policy");
  const known = controlLimits.get(policies);
  if (known?.accountId === accountId) return known.limits;
  const limits = readControlLimits(facts, accountId);
  controlLimits.set(policies, { accountId, limits });
  return limits;
}

function readPermissions(facts: Facts, subject: Subject<PrincipalSubject>, at: At): Permissions {
  const { resourceId, value } = subject;
  const identity = identityPolicies(facts, subject).map(({ statements }) =>
    policyGrants(statements, facts.actions),
  );
  const free = value.rolePath !== null && isServiceLinked(value.rolePath);
  return effectivePermissions(
    {
      principalArn: resourceId,
      identity,
      boundary: value.boundaryArn === null ? null : managedGrants(facts, value.boundaryArn),
      control: free ? null : controlLimitsOf(facts, at.accountId),
    },
    facts.actions,
  );
}

/** By the policies of one evaluation: several controls ask the same of the same principal. */
const permissions = new WeakMap<readonly Fact<"iam.policy">[], Map<string, Permissions>>();

/**
 * What a principal may do: its own and its groups' policies within its boundary and the organization's service
 * control policies, which bind neither the management account nor service-linked roles. Throws `Undecidable`
 * where a policy that bears on it does not parse or is missing.
 */
export function permissionsOf(facts: Facts, subject: Subject<PrincipalSubject>, at: At): Permissions {
  const policies = facts.all("iam.policy");
  const byPrincipal = permissions.get(policies) ?? new Map<string, Permissions>();
  permissions.set(policies, byPrincipal);
  const known = byPrincipal.get(subject.resourceId);
  if (known !== undefined) return known;
  const read = readPermissions(facts, subject, at);
  byPrincipal.set(subject.resourceId, read);
  return read;
}
