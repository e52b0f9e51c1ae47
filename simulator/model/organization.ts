import { dayOf, hasProblem, instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { type Guardrail, guardrails } from "./guardrails.ts";
import { regionLimits } from "./region-limits.ts";
import { defaultRegions, enabledRegions, optInRegion } from "./regions.ts";
import { changed } from "./situation.ts";
import type { ModelOptions } from "./world.ts";

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export type AccountKind =
  | "management"
  | "security"
  | "archive"
  | "network"
  | "workload"
  | "sandbox"
  | "suspended";

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly kind: AccountKind;
  readonly parentId: string;
  readonly joined: number;
  readonly state: "ACTIVE" | "SUSPENDED";
  readonly regions: readonly string[];
  /** Whether the administrators of its detectors have it for a member. */
  readonly member: boolean;
}

export interface Organization {
  readonly id: string;
  readonly rootId: string;
  readonly managementId: string;
  readonly securityId: string;
  readonly homeRegion: string;
  /** One that only shares its bill has no policies. */
  readonly features: "ALL" | "CONSOLIDATED_BILLING";
  readonly units: readonly OrganizationalUnit[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly policies: readonly Guardrail[];
}

const products = [
  "payments",
  "data-lake",
  "checkout",
  "ledger",
  "identity",
  "mobile-api",
  "search",
  "catalog",
  "fraud",
  "billing",
  "analytics",
  "messaging",
  "warehouse",
  "partner-api",
  "ml-platform",
  "support-tools",
  "media",
  "iot-gateway",
  "loyalty",
  "developer-portal",
] as const;
const stages = ["prod", "staging", "dev"] as const;
const owners = ["ana", "bruno", "chidi", "dagny", "emre", "farah", "goran", "hana"] as const;

interface Role {
  readonly name: string;
  readonly kind: AccountKind;
  readonly unit: string;
}

const core: readonly Role[] = [
  { name: "acme-management", kind: "management", unit: "Root" },
  { name: "security-tooling", kind: "security", unit: "Security" },
  { name: "log-archive", kind: "archive", unit: "Security" },
  { name: "network-hub", kind: "network", unit: "Infrastructure" },
  { name: "legacy-erp", kind: "suspended", unit: "Suspended" },
];

function workload(index: number): Role {
  if (index % 9 === 8) {
    const turn = Math.floor(index / 9);
    const round = Math.floor(turn / owners.length);
    const name = `sandbox-${owners[turn % owners.length] ?? "team"}${round === 0 ? "" : `-${round + 1}`}`;
    return { name, kind: "sandbox", unit: "Sandbox" };
  }
  const turn = index - Math.floor(index / 9);
  // Products come first and stages second, so that a small organization already has both.
  const stage =
    stages[((turn % products.length) + Math.floor(turn / products.length)) % stages.length] ?? "dev";
  const round = Math.floor(turn / (products.length * stages.length));
  const product = products[turn % products.length] ?? "payments";
  const name = `${product}-${stage}${round === 0 ? "" : `-${round + 1}`}`;
  return { name, kind: "workload", unit: stage === "prod" ? "Prod" : "NonProd" };
}

function makeUnits(seed: string, rootId: string): Map<string, OrganizationalUnit> {
  const suffix = rootId.slice(2);
  const units = new Map<string, OrganizationalUnit>();
  const add = (name: string, parent: string) => {
    const id = `ou-${suffix}-${new Dice(`${seed}/unit/${name}`).hex(8)}`;
    units.set(name, { id, name, parentId: units.get(parent)?.id ?? rootId });
  };
  for (const name of ["Security", "Infrastructure", "Workloads", "Sandbox", "Suspended"]) add(name, "Root");
  for (const name of ["Prod", "NonProd"]) add(name, "Workloads");
  return units;
}

function accountId(seed: string, index: number, taken: ReadonlySet<string>): string {
  const dice = new Dice(`${seed}/account/${index}`);
  for (;;) {
    const id = `${dice.int(100_000, 999_999)}${dice.int(100_000, 999_999)}`;
    if (!taken.has(id)) return id;
  }
}

const founded = dayOf("2023-02-01");

/** From this day on the core accounts exist. */
export const firstDay: number = founded + 10;

function joinedDay(seed: string, index: number, epoch: number): number {
  const draw = fraction(`${seed}/joined/${index}`);
  if (index >= core.length && fraction(`${seed}/newcomer/${index}`) < 0.12)
    return epoch + 22 + Math.floor(draw * 85);
  return founded + Math.floor(draw * (index < core.length ? 10 : 900));
}

function roster(
  options: ModelOptions,
  units: ReadonlyMap<string, OrganizationalUnit>,
  rootId: string,
  day: number,
): Account[] {
  const taken = new Set<string>();
  return Array.from({ length: options.accounts }, (_, index) => index).flatMap((index): Account[] => {
    const id = accountId(options.seed, index, taken);
    taken.add(id);
    const { name, kind, unit } = core[index] ?? workload(index - core.length);
    const change = changed(options.situation ?? {}, name, day);
    if (change.state === "LEFT") return [];
    const everywhere = kind === "security" || kind === "management";
    const enabled = everywhere
      ? defaultRegions(options.regions)
      : enabledRegions(options.seed, id, options.regions);
    const account: Account = {
      id,
      name,
      email: `aws+${name}@acme.example`,
      kind,
      parentId: units.get(unit)?.id ?? rootId,
      joined: joinedDay(options.seed, index, options.epoch),
      state: change.state ?? (kind === "suspended" ? "SUSPENDED" : "ACTIVE"),
      regions:
        change.optedIn === undefined
          ? enabled
          : [...defaultRegions(options.regions), ...(change.optedIn ? [optInRegion] : [])],
      member: change.member ?? true,
    };
    return [account];
  });
}

/** The organization on a day: accounts that join later are not in it yet. */
export function makeOrganization(options: ModelOptions, day: number): Organization {
  const { seed } = options;
  const dice = new Dice(`${seed}/organization`);
  const id = `o-${dice.hex(10)}`;
  const rootId = `r-${dice.hex(4)}`;
  const units = makeUnits(seed, rootId);
  const all = roster(options, units, rootId, day);
  const idOf = (wanted: AccountKind) => all.find(({ kind }) => kind === wanted)?.id;
  const managementId = idOf("management") ?? "";
  const onlyBills = seed !== "postern" && hasProblem(`${seed}/features`, 0.25, day, options.epoch);
  const features = onlyBills ? "CONSOLIDATED_BILLING" : "ALL";
  return {
    id,
    rootId,
    managementId,
    securityId: idOf("security") ?? managementId,
    homeRegion: defaultRegions(1)[0] ?? "us-east-1",
    units: [...units.values()],
    accounts: new Map(all.filter((account) => account.joined <= day).map((account) => [account.id, account])),
    features,
    policies:
      features === "ALL"
        ? [...guardrails(options, day, rootId, units), ...regionLimits(options, day, rootId, units)]
        : [],
  };
}

/** From the root down to the account's own unit. */
export function pathOf(organization: Organization, account: Account): string[] {
  const path: string[] = [];
  let at: string | undefined = account.parentId;
  while (at !== undefined && at !== organization.rootId) {
    path.unshift(at);
    at = organization.units.find((unit) => unit.id === at)?.parentId;
  }
  return [organization.rootId, ...path];
}

export function accountArn(organization: Organization, id: string): string {
  return `arn:aws:organizations::${organization.managementId}:account/${organization.id}/${id}`;
}

export function joinedAt(account: Account): Date {
  return instant(account.joined, 30);
}

/** Whose findings an administrator still has: a detector keeps those of an account that was suspended. */
export function membersOf(organization: Organization): Account[] {
  return [...organization.accounts.values()].filter(
    ({ member, kind, state }) => member && (state === "ACTIVE" || kind !== "suspended"),
  );
}

export function activeAccounts(organization: Organization): Account[] {
  return [...organization.accounts.values()].filter((account) => account.state === "ACTIVE");
}
