import { generation } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import type { Face } from "./interfaces.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { type Planted, variablesWith } from "./planted.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks, by task definition and only for those that a running task or a service uses, for ecs-task-role (fails
// without a role, unless every running task was started with one in its place), ecs-env-no-secrets,
// ecs-unprivileged (fails where any container is privileged; added capabilities are not) and workload-no-static-keys.
// A task says itself what it acts through, for identity coverage.

export interface TaskDefinitionModel {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly roleArn: string | undefined;
  readonly privileged: boolean;
  readonly capabilities: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly fargate: boolean;
  readonly hardened: boolean;
  /** Whether it was made to hold an access key. */
  readonly holdsKeys: boolean;
}

export interface TaskModel {
  readonly arn: string;
  readonly definition: TaskDefinitionModel;
  readonly group: string;
  readonly overrideRoleArn: string | undefined;
  /** What it was made to act through: a role, or what is left without one. */
  readonly identity: "role" | "inherits-host" | "none";
  readonly lastStatus: "RUNNING" | "PENDING";
  readonly networkInterfaceId: string;
  readonly subnetId: string;
}

export interface ServiceModel {
  readonly name: string;
  readonly arn: string;
  readonly definition: TaskDefinitionModel;
  readonly publicIp: boolean;
  readonly subnetIds: string[];
  readonly groupIds: string[];
}

export interface EcsCluster {
  readonly name: string;
  readonly arn: string;
  readonly insights: boolean;
  readonly services: readonly ServiceModel[];
  readonly tasks: readonly TaskModel[];
}

export interface Containers {
  readonly clusters: readonly EcsCluster[];
  readonly truth: readonly TruthRow[];
}

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly cluster: string;
  /** Interfaces that wait for their tasks. */
  readonly spare: Iterator<Face, undefined>;
}

/** Where the tasks of a definition were made to have their role from; of `first` the first one alone has one. */
type RoleFrom = "definition" | "override" | "first" | "nowhere";

function plantedIn(world: World, key: string): Planted {
  if (problem(world, `${key}/keys`, 0.1)) return "keys";
  return problem(world, `${key}/secret`, 0.25) ? "secret" : "nothing";
}

/** `oneOff` tasks may be started with a role of their own; services always use their definition's. */
function makeDefinition({ world, account, region, cluster }: Place, family: string, oneOff: boolean) {
  const key = `${account.id}/${region}/ecs/${cluster}/${family}`;
  const release = generation(`${world.options.seed}/${key}/release`, 9, 60, world.day);
  const dice = new Dice(`${world.options.seed}/${key}`);
  const planted = plantedIn(world, key);
  const lacksRole = problem(world, `${key}/role`, 0.3);
  const overridden = oneOff && !lacksRole && dice.chance(0.5);
  const partly = oneOff && fraction(`${world.options.seed}/${key}/partly`) < 0.5;
  const lacking: RoleFrom = partly ? "first" : "nowhere";
  const roleFrom: RoleFrom = lacksRole ? lacking : overridden ? "override" : "definition";
  const privileged = problem(world, `${key}/privileged`, 0.15);
  const revision = 1 + (release.index % 90);
  const arn = `arn:aws:ecs:${region}:${account.id}:task-definition/${cluster}-${family}:${revision}`;
  const made: TaskDefinitionModel = {
    arn,
    family: `${cluster}-${family}`,
    revision,
    roleArn: roleFrom === "definition" ? `arn:aws:iam::${account.id}:role/app-server` : undefined,
    privileged,
    capabilities: dice.chance(0.2) ? ["SYS_PTRACE"] : [],
    variables: variablesWith(planted, dice, account.id, region),
    fargate: !privileged && dice.chance(0.6),
    hardened: dice.chance(0.4),
    holdsKeys: planted === "keys",
  };
  const rowOf = rowsIn(account, region);
  const truth = [
    rowOf("ecs-task-role", arn, lacksRole ? "fail" : "pass"),
    rowOf("ecs-env-no-secrets", arn, planted === "nothing" ? "pass" : "fail"),
    rowOf("ecs-unprivileged", arn, privileged ? "fail" : "pass"),
    rowOf("workload-no-static-keys", arn, planted === "keys" ? "fail" : "pass"),
  ];
  return { made, roleFrom, truth };
}

function makeTasks(
  place: Place,
  definition: TaskDefinitionModel,
  group: string,
  roleFrom: RoleFrom,
): TaskModel[] {
  const { world, account, region, cluster, spare } = place;
  const subnets = networkOf(world, account, region).subnets;
  const count = Math.floor(fraction(`${world.options.seed}/${definition.arn}/tasks`) * 3);
  // A one-off task is there, or its definition would not be seen; one of three is still starting.
  const fewest = roleFrom === "first" ? 3 : group.startsWith("family:") ? 1 : 0;
  return Array.from({ length: Math.max(fewest, count) }, (_, slot) => {
    const key = `${world.options.seed}/${definition.arn}/${group}/task/${slot}`;
    const life = generation(key, 3, 40, world.day);
    const dice = new Dice(`${key}/${life.index}`);
    const overridden = roleFrom === "override" || (roleFrom === "first" && slot === 0);
    const face = spare.next().value;
    const without = definition.fargate ? "none" : "inherits-host";
    return {
      arn: `arn:aws:ecs:${region}:${account.id}:task/${cluster}/${dice.hex(32)}`,
      definition,
      group,
      overrideRoleArn: overridden ? `arn:aws:iam::${account.id}:role/app-server` : undefined,
      identity: overridden || roleFrom === "definition" ? "role" : without,
      lastStatus: slot === 2 ? "PENDING" : "RUNNING",
      networkInterfaceId: face?.id ?? `eni-0${dice.hex(16)}`,
      subnetId: face?.subnetId ?? subnets[2]?.SubnetId ?? "",
    };
  });
}

const serviceNames = ["storefront", "worker", "search"] as const;

function makeCluster(place: Place) {
  const { world, account, region, cluster: name } = place;
  const dice = new Dice(`${world.options.seed}/${account.id}/${region}/ecs/${name}`);
  const { subnets, groups } = networkOf(world, account, region);
  const services: ServiceModel[] = [];
  const tasks: TaskModel[] = [];
  const truth: TruthRow[] = [];
  for (const service of serviceNames.slice(0, dice.int(1, 3))) {
    const { made, roleFrom, truth: rows } = makeDefinition(place, service, false);
    services.push({
      name: service,
      arn: `arn:aws:ecs:${region}:${account.id}:service/${name}/${service}`,
      definition: made,
      publicIp: dice.chance(0.2),
      subnetIds: subnets.slice(2, 4).map(({ SubnetId = "" }) => SubnetId),
      groupIds: groups.slice(0, 1).map(({ GroupId = "" }) => GroupId),
    });
    tasks.push(...makeTasks(place, made, `service:${service}`, roleFrom));
    truth.push(...rows);
  }
  if (dice.chance(0.5)) {
    const { made, roleFrom, truth: rows } = makeDefinition(place, "migration", true);
    tasks.push(...makeTasks(place, made, `family:${made.family}`, roleFrom));
    truth.push(...rows);
  }
  const arn = `arn:aws:ecs:${region}:${account.id}:cluster/${name}`;
  return { made: { name, arn, insights: dice.chance(0.5), services, tasks }, truth };
}

const remember = remembered((world, place): Containers => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const draw = fraction(`${world.options.seed}/${place}/ecs`);
  const names = draw < 0.45 ? [] : draw < 0.85 ? ["main"] : ["main", "batch"];
  const { faces } = networkOf(world, account, region);
  const spare = faces.filter(({ purpose }) => purpose === "container").values();
  const made = names.map((cluster) => makeCluster({ world, account, region, cluster, spare }));
  return { clusters: made.map((each) => each.made), truth: made.flatMap(({ truth }) => truth) };
}, 1_000);

/** The ECS clusters of one Region of an account. */
export function containersOf(world: World, account: Account, region: string): Containers {
  return remember(world, `${account.id}/${region}`);
}
