import type {
  FlowLog,
  Instance,
  InternetGateway,
  ManagedPrefixList,
  NatGateway,
  NetworkAcl,
  PrefixListEntry,
  RouteTable,
  VpcEndpoint as SdkEndpoint,
  SecurityGroup,
  Subnet,
  Vpc,
} from "@aws-sdk/client-ec2";
import { Dice, fraction } from "./dice.ts";
import { makeInstance, makeServiceInterfaces, type NetworkInterface, type Spot } from "./instances.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { makeGroups, type PrefixLists } from "./security-groups.ts";
import { makeVpc } from "./vpc.ts";
import type { TruthRow, World } from "./world.ts";

/** EC2 answers `available` where the SDK's enumeration says `Available`. */
export type VpcEndpoint = Omit<SdkEndpoint, "State"> & { State: string };

/** Everything EC2 holds in one Region of one account. */
export interface Network {
  readonly instances: Instance[];
  readonly interfaces: NetworkInterface[];
  readonly groups: SecurityGroup[];
  readonly vpcs: Vpc[];
  readonly subnets: Subnet[];
  readonly routeTables: RouteTable[];
  readonly acls: NetworkAcl[];
  readonly internetGateways: InternetGateway[];
  readonly natGateways: NatGateway[];
  readonly endpoints: VpcEndpoint[];
  readonly flowLogs: FlowLog[];
  readonly prefixLists: ManagedPrefixList[];
  readonly prefixListEntries: Map<string, PrefixListEntry[]>;
  readonly truth: TruthRow[];
}

function addPrefixLists(network: Network, account: Account, region: string, key: string): PrefixLists {
  const dice = new Dice(`${key}/lists`);
  const add = (name: string, owner: string, cidrs: string[]): string => {
    const id = `pl-0${dice.hex(16)}`;
    network.prefixLists.push({
      PrefixListId: id,
      PrefixListName: name,
      PrefixListArn: `arn:aws:ec2:${region}:${owner === "AWS" ? "aws" : owner}:prefix-list/${id}`,
      AddressFamily: "IPv4",
      State: "create-complete",
      MaxEntries: owner === "AWS" ? undefined : 20,
      Version: owner === "AWS" ? undefined : 1,
      OwnerId: owner,
      Tags: [],
    });
    network.prefixListEntries.set(
      id,
      cidrs.map((Cidr) => ({ Cidr, Description: name })),
    );
    return id;
  };
  add(`com.amazonaws.${region}.s3`, "AWS", ["52.218.0.0/17", "3.5.64.0/21"]);
  return {
    partners: add("partner-ranges", account.id, ["198.51.100.0/24", "203.0.113.0/24"]),
    anywhere: add("temporary-anywhere", account.id, ["198.51.100.0/24", "0.0.0.0/0"]),
  };
}

function build(world: World, account: Account, region: string): Network {
  const key = `${world.options.seed}/${account.id}/${region}`;
  const network: Network = {
    instances: [],
    interfaces: [],
    groups: [],
    vpcs: [],
    subnets: [],
    routeTables: [],
    acls: [],
    internetGateways: [],
    natGateways: [],
    endpoints: [],
    flowLogs: [],
    prefixLists: [],
    prefixListEntries: new Map(),
    truth: [],
  };
  const lists = addPrefixLists(network, account, region, key);
  const vpcCount = fraction(`${key}/vpcs`) < 0.4 ? 2 : 1;
  const slots = Math.floor(fraction(`${key}/instances`) * 10) + 3;
  for (let index = 0; index < vpcCount; index++) {
    const vpc = makeVpc(world, account, region, index, network);
    const { groups, truth } = makeGroups({ world, account, region, lists }, vpc.vpcId);
    network.groups.push(...groups.map(({ shape }) => shape));
    network.truth.push(...truth);
    const spot: Spot = { world, account, region, vpcId: vpc.vpcId, subnets: vpc.subnetIds, groups };
    const managed = makeServiceInterfaces(spot, vpc.natGatewayId);
    network.interfaces.push(...managed.interfaces);
    network.truth.push(...managed.truth);
    for (let slot = index; slot < slots; slot += vpcCount) {
      const made = makeInstance(spot, `${key}/instance/${slot}`);
      if (made === undefined) continue;
      network.instances.push(made.instance);
      network.interfaces.push(...made.interfaces);
      network.truth.push(...made.truth);
    }
  }
  return network;
}

const remember = remembered((world, place) => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  return build(world, account, region);
});

export function networkOf(world: World, account: Account, region: string): Network {
  return remember(world, `${account.id}/${region}`);
}
