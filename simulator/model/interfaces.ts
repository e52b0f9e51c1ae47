import type { NetworkInterface as SdkInterface } from "@aws-sdk/client-ec2";
import type { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import type { GroupModel } from "./security-groups.ts";
import type { TruthRow, World } from "./world.ts";

/** EC2 answers `nat_gateway` where the SDK's enumeration says `natGateway`. */
export type NetworkInterface = Omit<SdkInterface, "InterfaceType"> & { InterfaceType?: string | undefined };

export interface Spot {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly groups: readonly GroupModel[];
  /** The first half of an IPv6 address, in a VPC that has both families. */
  readonly ipv6Prefix: string | undefined;
}

/** What an interface is for, whatever AWS calls it. */
export type Purpose =
  | "instance"
  | "balancer"
  | "nat"
  | "endpoint"
  | "function"
  | "database"
  | "warehouse"
  | "container";

/** An interface in use as it was meant: what the truth is spoken from. */
export interface Face {
  readonly id: string;
  readonly purpose: Purpose;
  /** The instance's id, the function's name; empty elsewhere. */
  readonly owner: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly address: string;
  readonly groups: readonly GroupModel[];
  /** Whether the internet has a name for it, by family. */
  readonly named: { readonly 4: boolean; readonly 6: boolean };
}

export interface Interfaces {
  readonly interfaces: NetworkInterface[];
  readonly faces: Face[];
  readonly truth: TruthRow[];
}

export function pickGroups(spot: Spot, dice: Dice, count: number, facing: boolean): GroupModel[] {
  // The last group of a VPC hangs on nothing: open or not, it exposes nobody.
  const worn = spot.groups.slice(0, -1);
  const fitting = worn.filter((group) => group.facing === facing);
  const usable = fitting.length > 0 ? fitting : worn;
  const chosen = new Set<GroupModel>();
  for (let i = 0; i < count; i++) {
    const group = usable[dice.int(0, usable.length - 1)];
    if (group) chosen.add(group);
  }
  return [...chosen];
}

export function makeInterface(
  spot: Spot,
  dice: Dice,
  groups: readonly GroupModel[],
  more: NetworkInterface,
): NetworkInterface {
  return {
    NetworkInterfaceId: `eni-0${dice.hex(16)}`,
    VpcId: spot.vpcId,
    SubnetId: spot.subnets[dice.int(0, Math.max(0, spot.subnets.length - 1))],
    OwnerId: spot.account.id,
    Status: "in-use",
    InterfaceType: "interface",
    Description: "",
    RequesterManaged: false,
    PrivateIpAddress: `10.${dice.int(0, 99)}.${dice.int(0, 255)}.${dice.int(4, 250)}`,
    Groups: groups.map(({ shape }) => ({ GroupId: shape.GroupId, GroupName: shape.GroupName })),
    TagSet: [],
    ...more,
  };
}

export function faceOf(
  made: NetworkInterface,
  groups: readonly GroupModel[],
  purpose: Purpose,
  owner = "",
): Face {
  return {
    id: made.NetworkInterfaceId ?? "",
    purpose,
    owner,
    vpcId: made.VpcId ?? "",
    subnetId: made.SubnetId ?? "",
    address: made.PrivateIpAddress ?? "",
    groups,
    named: { 4: made.Association !== undefined, 6: (made.Ipv6Addresses ?? []).length > 0 },
  };
}
