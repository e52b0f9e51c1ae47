import type { ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import { Dice } from "./dice.ts";
import { identityOf } from "./identity.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { problem, type World } from "./world.ts";

const keys = ["owner", "environment", "cost-center"] as const;

function usualValue(key: (typeof keys)[number], account: Account, dice: Dice): string {
  if (key === "owner") return `${account.name.split("-")[0]}-team`;
  if (key === "environment") return /-(prod|staging|dev)/.exec(account.name)?.[1] ?? account.kind;
  return `cc-${dice.int(100, 999)}`;
}

/** The standard's tags, all of them or short of some; undefined for a resource that never had any. */
function tagged(world: World, account: Account, arn: string): ResourceTagMapping | undefined {
  const dice = new Dice(`${world.options.seed}/${arn}/tags`);
  const lacking = dice.pick(["none", "emptied", "some", "other-case"] as const);
  const how = problem(world, `${arn}/tags`, 0.5) ? lacking : "all";
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

const remember = remembered((world, place): readonly ResourceTagMapping[] => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const network = networkOf(world, account, region);
  const ec2 = (type: string, resource: string | undefined) =>
    `arn:aws:ec2:${region}:${id}:${type}/${resource}`;
  const arns = [
    ...network.instances.map(({ InstanceId }) => ec2("instance", InstanceId)),
    ...network.vpcs.map(({ VpcId }) => ec2("vpc", VpcId)),
    ...network.subnets.map(({ SubnetId }) => ec2("subnet", SubnetId)),
    ...storageOf(world, account)
      .buckets.filter((bucket) => bucket.region === region)
      .map(({ name }) => `arn:aws:s3:::${name}`),
    // Resources of global services are listed in this Region alone.
    ...(region === "us-east-1" ? identityOf(world, account).roles.map(({ arn }) => arn) : []),
  ];
  return arns.flatMap((arn) => tagged(world, account, arn) ?? []);
}, 2_000);

/** The resources of an account and Region that have or had tags. */
export function tagsOf(world: World, account: Account, region: string): readonly ResourceTagMapping[] {
  return remember(world, `${account.id}/${region}`);
}
