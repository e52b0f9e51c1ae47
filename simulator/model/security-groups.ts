import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import { generation } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { everyV4, everyV6, type Probe } from "./probes.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

/** What a group lets in from the whole internet. */
type Opening = "nothing" | "other" | "admin";

export interface GroupModel {
  readonly shape: SecurityGroup;
  readonly opening: Opening;
  /** Packets that any address may send to its members. */
  readonly admits: readonly Probe[];
  /** Whether its members may send everything to everybody. */
  readonly lavish: boolean;
  /** Made for what faces the world: only load balancers should wear it. */
  readonly facing: boolean;
}

export interface PrefixLists {
  /** AWS's own. */
  readonly s3: string;
  readonly anywhere: string;
  readonly partners: string;
}

function tcp(from: number, to: number, sources: Partial<IpPermission>): IpPermission {
  return { IpProtocol: "tcp", FromPort: from, ToPort: to, ...sources };
}

const v4: Partial<IpPermission> = { IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
const v6: Partial<IpPermission> = { Ipv6Ranges: [{ CidrIpv6: "::/0" }] };
const halves: Partial<IpPermission> = { IpRanges: [{ CidrIp: "0.0.0.0/1" }, { CidrIp: "128.0.0.0/1" }] };
const inside: Partial<IpPermission> = { IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "offices" }] };
const outward: IpPermission[] = [{ IpProtocol: "-1", ...v4 }];

/** Rules, and the packets that any address may send by them. */
type Opened = readonly [rules: IpPermission[], admits: readonly Probe[]];

function adminRules(list: string): readonly [Opened, ...Opened[]] {
  const quarters = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"].map((CidrIp) => ({ CidrIp }));
  return [
    [[tcp(22, 22, v4)], ["22"]],
    [[tcp(22, 22, v6)], ["v6 22"]],
    [[tcp(3389, 3389, { PrefixListIds: [{ PrefixListId: list }] })], ["3389"]],
    [[tcp(22, 22, halves)], ["22"]],
    [
      [tcp(20, 25, v4), tcp(443, 443, v4)],
      ["22", "443"],
    ],
    [[{ IpProtocol: "-1", ...v4 }], everyV4],
    [[tcp(5439, 5439, v4)], ["5439"]],
    [[tcp(0, 65535, v6)], everyV6],
    [
      [tcp(22, 22, inside), tcp(3000, 4000, { IpRanges: quarters })],
      ["3389", "3500"],
    ],
  ];
}

function otherRules(): readonly [Opened, ...Opened[]] {
  return [
    [
      [tcp(443, 443, { ...v4, ...v6 }), tcp(80, 80, v4)],
      ["443", "80", "v6 443"],
    ],
    [[tcp(8080, 8090, v4)], ["8080"]],
    [[{ IpProtocol: "udp", FromPort: 22, ToPort: 22, ...v4 }], ["udp 22"]],
    [[tcp(23, 3388, v4)], ["80", "443", "2000"]],
  ];
}

function closedRules(
  group: string,
  list: string,
  account: Account,
): readonly [IpPermission[], ...IpPermission[][]] {
  const half: Partial<IpPermission> = { IpRanges: [{ CidrIp: "0.0.0.0/1" }] };
  return [
    [tcp(22, 22, inside)],
    [tcp(5432, 5432, { UserIdGroupPairs: [{ GroupId: group, UserId: account.id }] })],
    [tcp(3389, 3389, { PrefixListIds: [{ PrefixListId: list }] })],
    [tcp(22, 22, half)],
    [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group, UserId: account.id }] }],
    [],
  ];
}

/** Rules that let everything out, in the spellings that a judge must see through. */
function lavishRules(list: string): readonly [IpPermission[], ...IpPermission[][]] {
  return [
    outward,
    outward,
    outward,
    [{ IpProtocol: "-1", ...v6 }],
    [tcp(443, 443, inside), { IpProtocol: "-1", ...halves }],
    [{ IpProtocol: "-1", PrefixListIds: [{ PrefixListId: list }] }],
    [tcp(0, 65535, v4)],
  ];
}

function limitedRules(
  group: string,
  lists: PrefixLists,
  account: Account,
): readonly [IpPermission[], ...IpPermission[][]] {
  return [
    [tcp(443, 443, { ...v4, ...v6 })],
    [tcp(443, 443, { PrefixListIds: [{ PrefixListId: lists.s3 }] })],
    [{ IpProtocol: "-1", ...inside }],
    [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group, UserId: account.id }] }],
    [{ IpProtocol: "-1", PrefixListIds: [{ PrefixListId: lists.partners }] }],
    [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/1" }] }],
    [],
  ];
}

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly lists: PrefixLists;
}

function groupShape(
  place: Place,
  id: string,
  name: string,
  vpcId: string,
  rules: IpPermission[],
  out: IpPermission[],
) {
  const { account, region } = place;
  return {
    GroupId: id,
    GroupName: name,
    Description: name === "default" ? "default VPC security group" : `${name} of ${account.name}`,
    OwnerId: account.id,
    VpcId: vpcId,
    IpPermissions: rules,
    IpPermissionsEgress: out,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account.id}:security-group/${id}`,
    Tags: name === "default" ? [] : [{ Key: "Name", Value: name }],
  };
}

const names = ["web", "app", "database", "cache", "bastion", "batch", "admin-tools", "legacy"] as const;

function ordinaryGroup(place: Place, key: string, name: string, vpcId: string): GroupModel {
  const { world, account, lists } = place;
  const life = generation(`${key}/life`, 200, 700, world.day);
  const dice = new Dice(`${key}/${life.index}`);
  const id = `sg-0${dice.hex(16)}`;
  const admin = problem(world, `${key}/admin`, 0.22);
  const facing = name === "web" || fraction(`${key}/public`) < 0.15;
  const adminSet = dice.pick(adminRules(lists.anywhere));
  const otherSet = dice.pick(otherRules());
  const closedSet = dice.pick(closedRules(id, lists.partners, account));
  const outgoing = new Dice(`${key}/${life.index}/outgoing`);
  const lavish = problem(world, `${key}/egress`, 0.7);
  const out = lavish
    ? outgoing.pick(lavishRules(lists.anywhere))
    : outgoing.pick(limitedRules(id, lists, account));
  const group = ([rules, admits]: Opened, opening: Opening): GroupModel => ({
    shape: groupShape(place, id, name, vpcId, rules, out),
    opening,
    admits,
    lavish,
    facing,
  });
  if (admin) return group(adminSet, "admin");
  return facing ? group(otherSet, "other") : group([closedSet, []], "nothing");
}

function defaultGroup(place: Place, key: string, vpcId: string): GroupModel {
  const id = `sg-0${new Dice(key).hex(16)}`;
  const used = problem(place.world, `${key}/rules`, 0.5);
  // Some teams removed the inbound rule only; what goes out counts as well.
  const onlyOut = fraction(`${key}/only-out`) < 0.4;
  const self: IpPermission[] = [
    { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: id, UserId: place.account.id }] },
  ];
  const shape = groupShape(place, id, "default", vpcId, used && !onlyOut ? self : [], used ? outward : []);
  return { shape, opening: "nothing", admits: [], lavish: used, facing: false };
}

function judge(place: Place, group: GroupModel): TruthRow[] {
  const { shape, opening } = group;
  const rowOf = (control: string, verdict: Verdict): TruthRow => ({
    account: place.account.id,
    region: place.region,
    control,
    resource: shape.SecurityGroupArn ?? "",
    verdict,
  });
  const rows = [rowOf("sg-no-open-admin", opening === "admin" ? "fail" : "pass")];
  if (shape.GroupName !== "default") return rows;
  const empty = (shape.IpPermissions?.length ?? 0) + (shape.IpPermissionsEgress?.length ?? 0) === 0;
  return [...rows, rowOf("sg-default-closed", empty ? "pass" : "fail")];
}

/** The security groups of one VPC with what two controls must say about them. */
export function makeGroups(place: Place, vpcId: string): { groups: GroupModel[]; truth: TruthRow[] } {
  const base = `${place.world.options.seed}/${place.account.id}/${place.region}/${vpcId}/group`;
  const count = 3 + Math.floor(fraction(`${base}/count`) * 4);
  const groups = [defaultGroup(place, `${base}/default`, vpcId)];
  for (const [index, name] of names.slice(0, count).entries()) {
    groups.push(ordinaryGroup(place, `${base}/${index}`, name, vpcId));
  }
  return { groups, truth: groups.flatMap((group) => judge(place, group)) };
}
