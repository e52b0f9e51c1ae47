import { delegatedPolicies } from "./delegated-roles.ts";
import { Dice } from "./dice.ts";
import { nothing } from "./grants.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import {
  type AccountPolicies,
  allOfS3,
  type ManagedPolicy,
  makePolicies,
  type PolicyDocument,
  policyDocument,
} from "./policies.ts";
import { makeRoles, type RoleModel } from "./roles.ts";
import { makeRoot, type RootUser } from "./root.ts";
import { makeUsers, type User } from "./users.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly managed: readonly ManagedPolicy[];
  readonly inline: readonly PolicyDocument[];
}

export interface Identity {
  readonly root: RootUser;
  readonly users: readonly User[];
  /** The policies of their own that some users have, by user name. */
  readonly userInline: ReadonlyMap<string, PolicyDocument>;
  readonly userManaged: ReadonlyMap<string, ManagedPolicy>;
  readonly groups: readonly Group[];
  readonly roles: readonly RoleModel[];
  readonly policies: readonly ManagedPolicy[];
  readonly truth: readonly TruthRow[];
}

function makeGroups(account: Account, policies: AccountPolicies, ownKeys: ManagedPolicy): Group[] {
  const group = (
    name: string,
    managed: readonly ManagedPolicy[],
    inline: readonly PolicyDocument[] = [],
  ) => ({
    name,
    arn: `arn:aws:iam::${account.id}:group/${name}`,
    id: `AGPA${new Dice(`${account.id}/group/${name}`).letters(17)}`,
    managed,
    inline,
  });
  const signIn = policyDocument({ Effect: "Allow", Action: "iam:ChangePassword", Resource: "*" });
  // Every attached policy hangs here too, so that attachment never depends on how many roles exist.
  return [
    group("engineers", policies.attached, [{ name: "own-password", document: signIn, grants: nothing }]),
    group("machines", [ownKeys]),
  ];
}

function build(world: World, account: Account): Identity {
  const policies = makePolicies(world, account);
  const root = makeRoot(world, account);
  const users = makeUsers(world, account);
  const roles = makeRoles(world, account, policies);
  const delegated = delegatedPolicies(account);
  const groups = makeGroups(account, policies, delegated.ownKeys);
  const userInline = new Map<string, PolicyDocument>();
  const userManaged = new Map<string, ManagedPolicy>();
  const truth = [...policies.truth, ...root.truth, ...users.truth, ...roles.truth, ...delegated.truth];
  const [first, second] = users.users;
  const [anyPolicy] = policies.attached;
  if (first !== undefined && problem(world, `${account.id}/policy-of-a-user`, 0.6)) {
    const document = policyDocument({ Effect: "Allow", Action: ["s3:*"], Resource: ["*"] });
    userInline.set(first.name, { name: "storage", document, grants: allOfS3 });
    truth.push(row(account, "iam-no-full-admin", `${first.arn}#storage`, "pass"));
  }
  if (
    second !== undefined &&
    anyPolicy !== undefined &&
    problem(world, `${account.id}/attached-to-a-user`, 0.4)
  )
    userManaged.set(second.name, anyPolicy);
  for (const { name, arn } of users.users) {
    const own = userInline.has(name) || userManaged.has(name);
    truth.push(row(account, "iam-no-user-policies", arn, own ? "fail" : "pass"));
  }
  for (const group of groups) {
    truth.push(row(account, "iam-no-inline", group.arn, group.inline.length > 0 ? "fail" : "pass"));
    for (const { name } of group.inline)
      truth.push(row(account, "iam-no-full-admin", `${group.arn}#${name}`, "pass"));
  }
  const aws = new Map(
    roles.roles
      .flatMap((role) => role.managed)
      .filter((policy) => policy.awsManaged)
      .map((policy) => [policy.arn, policy]),
  );
  for (const policy of aws.values()) {
    const verdict = policy.name === "AdministratorAccess" ? "fail" : "pass";
    truth.push(row(account, "iam-no-full-admin", policy.arn, verdict));
  }
  return {
    root: root.root,
    users: users.users,
    userInline,
    userManaged,
    groups,
    roles: roles.roles,
    policies: [...policies.own, ...delegated.policies, ...aws.values()],
    truth,
  };
}

const remember = remembered((world, id) => {
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  return build(world, account);
});

/** Everything IAM knows about an account on a day. */
export function identityOf(world: World, account: Account): Identity {
  return remember(world, account.id);
}
