import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import { activeAccounts } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks, for the management account alone, for idc-enabled (account/<id>, global: pass where the Organization has an
// instance of its own; fail where there is none or only one that an account made for itself), idc-session-8h (each
// permission set, global: pass up to eight hours, however they are written) and root-centralized (account/<id>, global:
// pass where RootCredentialsManagement is on; RootSessions alone is not it).

export interface PermissionSetModel {
  readonly arn: string;
  readonly name: string;
  readonly duration: string;
  /** The accounts it is provisioned in, with the groups and users that have it there. */
  readonly assignments: ReadonlyMap<
    string,
    readonly { readonly type: "GROUP" | "USER"; readonly id: string }[]
  >;
}

export interface WorkforceUser {
  readonly id: string;
  readonly name: string;
  readonly issuer: string | undefined;
}

export interface Workforce {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly ownerId: string;
  readonly region: string;
  readonly permissionSets: readonly PermissionSetModel[];
  readonly users: readonly WorkforceUser[];
}

/** Session lengths of up to eight hours, and of more. */
const short = ["PT1H", "PT8H", "PT7H30M", "PT480M"] as const;
const long = ["PT12H", "PT8H30M", "PT9H"] as const;
const names = [
  "AdministratorAccess",
  "ReadOnly",
  "PowerUser",
  "Billing",
  "SecurityAudit",
  "BreakGlass",
] as const;
const people = 14;

type Way = "organization" | "account" | "none";

function wayOf(world: World): Way {
  if (!problem(world, "organization/workforce", 0.35)) return "organization";
  return fraction(`${world.options.seed}/identity-center`) < 0.5 ? "account" : "none";
}

function sessionOf(world: World, name: string): { duration: string; short: boolean } {
  const dice = new Dice(`${world.options.seed}/permission-set/${name}`);
  const durations = { short: dice.pick(short), long: dice.pick(long) };
  const tooLong = problem(world, `permission-set/${name}`, 0.45);
  return tooLong ? { duration: durations.long, short: false } : { duration: durations.short, short: true };
}

const uuid = (key: string) => new Dice(key).uuid();

const make = remembered((world): Workforce | undefined => {
  const way = wayOf(world);
  if (way === "none") return undefined;
  const { organization, options } = world;
  const dice = new Dice(`${options.seed}/workforce`);
  const instanceId = dice.hex(16);
  const security = organization.accounts.get(organization.securityId);
  const regions = security?.regions ?? [organization.homeRegion];
  const region = regions[dice.chance(0.5) ? 0 : regions.length - 1] ?? organization.homeRegion;
  const users = Array.from({ length: people }, (_, index): WorkforceUser => {
    const key = `${options.seed}/workforce/user/${index}`;
    // Some were made by hand beside those that the identity provider sends.
    const local = fraction(`${key}/local`) < 0.2;
    return {
      id: uuid(key),
      name: `person-${index}`,
      issuer: local ? undefined : "https://idp.acme.example/scim",
    };
  });
  const groups = Array.from({ length: 4 }, (_, index) => uuid(`${options.seed}/workforce/group/${index}`));
  const permissionSets = names.map((name, at): PermissionSetModel => {
    const provisioned = activeAccounts(organization).filter(
      ({ id }) => fraction(`${options.seed}/${name}/${id}`) < 0.25,
    );
    const assignments = provisioned.map(({ id }) => {
      const group = { type: "GROUP" as const, id: groups[at % groups.length] ?? "" };
      const alone = { type: "USER" as const, id: users[(at * 3) % users.length]?.id ?? "" };
      const both = fraction(`${options.seed}/${name}/${id}/alone`) < 0.2 ? [group, alone] : [group];
      return [id, both] as const;
    });
    return {
      arn: `arn:aws:sso:::permissionSet/ssoins-${instanceId}/ps-${new Dice(`${options.seed}/${name}`).hex(16)}`,
      name,
      duration: sessionOf(world, name).duration,
      assignments: new Map(assignments),
    };
  });
  return {
    instanceArn: `arn:aws:sso:::instance/ssoins-${instanceId}`,
    identityStoreId: `d-${dice.hex(10)}`,
    ownerId: way === "organization" ? organization.managementId : organization.securityId,
    region,
    // An account's own instance knows people and applications, but no permission sets.
    permissionSets: way === "organization" ? permissionSets : [],
    users,
  };
});

/** Identity Center as its administrator sees it; undefined where there is none. */
export function workforceOf(world: World): Workforce | undefined {
  return make(world, "");
}

/** The features of IAM that are managed for all accounts together. */
export function rootFeatures(world: World): ("RootCredentialsManagement" | "RootSessions")[] {
  if (!problem(world, "organization/root-management", 0.5))
    return ["RootCredentialsManagement", "RootSessions"];
  return fraction(`${world.options.seed}/root-sessions`) < 0.5 ? ["RootSessions"] : [];
}

/** What three controls must say of the Organization as a whole. */
export function workforceTruth(world: World): TruthRow[] {
  const { managementId } = world.organization;
  const row = (control: string, resource: string, pass: boolean): TruthRow => ({
    account: managementId,
    region: "global",
    control,
    resource,
    verdict: pass ? "pass" : "fail",
  });
  const sets = workforceOf(world)?.permissionSets ?? [];
  return [
    row("idc-enabled", `account/${managementId}`, wayOf(world) === "organization"),
    ...sets.map(({ arn, name }) => row("idc-session-8h", arn, sessionOf(world, name).short)),
    row(
      "root-centralized",
      `account/${managementId}`,
      rootFeatures(world).includes("RootCredentialsManagement"),
    ),
  ];
}
