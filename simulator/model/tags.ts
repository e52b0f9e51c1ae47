import type { ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import { databasesOf } from "./databases.ts";
import { Dice } from "./dice.ts";
import { functionsOf } from "./functions.ts";
import { launchOf } from "./launches.ts";
import { remembered } from "./memory.ts";
import { messagingOf } from "./messaging.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { registryOf } from "./repositories.ts";
import { rowsIn } from "./rows.ts";
import { secretsOf } from "./secrets.ts";
import { storageOf } from "./storage.ts";
import { problem, type TruthRow, type World } from "./world.ts";

const keys = ["owner", "environment", "cost-center"] as const;

function usualValue(key: (typeof keys)[number], account: Account, dice: Dice): string {
  if (key === "owner") return `${account.name.split("-")[0]}-team`;
  if (key === "environment") return /-(prod|staging|dev)/.exec(account.name)?.[1] ?? account.kind;
  return `cc-${dice.int(100, 999)}`;
}

type Tagging = "all" | "none" | "emptied" | "some" | "other-case";

function taggingOf(world: World, arn: string): { how: Tagging; dice: Dice } {
  const dice = new Dice(`${world.options.seed}/${arn}/tags`);
  const lacking = dice.pick(["none", "emptied", "some", "other-case"] as const);
  return { how: problem(world, `${arn}/tags`, 0.5) ? lacking : "all", dice };
}

/** The standard's tags, all of them or short of some; undefined for a resource that never had any. */
function tagged(world: World, account: Account, arn: string): ResourceTagMapping | undefined {
  const { how, dice } = taggingOf(world, arn);
  if (how === "none") return undefined;
  if (how === "emptied") return { ResourceARN: arn, Tags: [] };
  const chosen = how === "some" ? keys.slice(0, 1) : keys;
  const Tags = chosen.map((key) => ({
    // Keys are case-sensitive: this is another one.
    Key: how === "other-case" ? key.charAt(0).toUpperCase() + key.slice(1) : key,
    Value: usualValue(key, account, dice),
  }));
  return { ResourceARN: arn, Tags };
}

/** What EC2 tags an instance with by itself when it is made from a launch template. */
function systemTags(world: World, account: Account, region: string, arn: string) {
  const instanceId = /:instance\/(i-.*)$/.exec(arn)?.[1];
  const launch = instanceId === undefined ? undefined : launchOf(world, account, region, instanceId);
  if (launch === undefined) return [];
  return [
    { Key: "aws:ec2launchtemplate:id", Value: launch.templateId },
    { Key: "aws:ec2launchtemplate:version", Value: String(launch.version) },
  ];
}

const ending: ReadonlySet<string | undefined> = new Set(["terminated", "shutting-down"]);

/** The resources that the standard asks to be tagged. */
function resourcesOf(world: World, account: Account, region: string): string[] {
  const network = networkOf(world, account, region);
  const { queues, topics } = messagingOf(world, account, region);
  const ec2 = (type: string, resource: string | undefined) =>
    `arn:aws:ec2:${region}:${account.id}:${type}/${resource}`;
  // The tags of what another account shares are that account's, and seen there alone.
  const own = ({ OwnerId }: { OwnerId?: string | undefined }) => OwnerId === account.id;
  return [
    ...network.instances
      .filter(({ State }) => !ending.has(State?.Name))
      .map(({ InstanceId }) => ec2("instance", InstanceId)),
    ...network.vpcs.filter(own).map(({ VpcId }) => ec2("vpc", VpcId)),
    ...network.subnets.filter(own).map(({ SubnetId }) => ec2("subnet", SubnetId)),
    ...functionsOf(world, account, region).functions.map(({ arn }) => arn),
    ...databasesOf(world, account, region).instances.map(({ DBInstanceArn }) => DBInstanceArn ?? ""),
    ...queues.map(({ arn }) => arn),
    ...topics.map(({ arn }) => arn),
    ...secretsOf(world, account, region)
      .secrets.filter(({ entry }) => entry.DeletedDate === undefined)
      .map(({ entry }) => entry.ARN),
    ...registryOf(world, account, region).repositories.map(({ arn }) => arn),
    ...storageOf(world, account)
      .buckets.filter((bucket) => bucket.region === region)
      .map(({ name }) => `arn:aws:s3:::${name}`),
  ];
}

const remember = remembered((world, place): readonly ResourceTagMapping[] => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const arns = resourcesOf(world, account, region);
  return arns.flatMap((arn) => {
    const system = systemTags(world, account, region, arn);
    const chosen = tagged(world, account, arn);
    if (chosen === undefined && system.length === 0) return [];
    return { ResourceARN: arn, Tags: [...system, ...(chosen?.Tags ?? [])] };
  });
}, 2_000);

/** The resources of an account and Region that have or had tags. */
export function tagsOf(world: World, account: Account, region: string): readonly ResourceTagMapping[] {
  return remember(world, `${account.id}/${region}`);
}

/** Whether each resource carries the standard's three keys, `owner`, `environment` and `cost-center`. */
export function tagTruth(world: World, account: Account, region: string): TruthRow[] {
  const row = rowsIn(account, region);
  return resourcesOf(world, account, region).map((arn) =>
    row("required-tags", arn, taggingOf(world, arn).how === "all" ? "pass" : "fail"),
  );
}
