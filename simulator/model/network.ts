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
import {
  makeEndpointInterface,
  makeInstance,
  makeServiceInterfaces,
  type NetworkInterface,
  type Spot,
} from "./instances.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { makeGroups, type PrefixLists } from "./security-groups.ts";
import { makeVpc } from "./vpc.ts";
import type { TruthRow, World } from "./world.ts";

// Speaks for sg-egress-restricted (every group of the account; not applicable to one that no interface in use wears)
// and vpce-core (every VPC of the account; not applicable where nothing but endpoints and NAT is attached).

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
  return {
    s3: add(`com.amazonaws.${region}.s3`, "AWS", ["52.218.0.0/17", "3.5.64.0/21"]),
    partners: add("partner-ranges", account.id, ["198.51.100.0/24", "203.0.113.0/24"]),
    anywhere: add("temporary-anywhere", account.id, ["198.51.100.0/24", "0.0.0.0/0"]),
  };
}

/** What depends on whether anything is there: on a group's wearers, on a VPC's inhabitants. */
function judgeUse(
  { account, region, groups, vpcId }: Spot,
  { arn, hasCoreEndpoints }: { readonly arn: string; readonly hasCoreEndpoints: boolean },
  network: Network,
): TruthRow[] {
  const rowOf = rowsIn(account, region);
  const here = network.interfaces.filter((face) => face.VpcId === vpcId && face.Status === "in-use");
  const worn = new Set(here.flatMap((face) => face.Groups?.map(({ GroupId }) => GroupId) ?? []));
  const inhabited = here.some(
    ({ InterfaceType = "" }) => !["nat_gateway", "vpc_endpoint"].includes(InterfaceType),
  );
  const endpoints = hasCoreEndpoints ? "pass" : "fail";
  return [
    rowOf("vpce-core", arn, inhabited ? endpoints : "notApplicable"),
    ...groups.map(({ shape, lavish }) =>
      rowOf(
        "sg-egress-restricted",
        shape.SecurityGroupArn ?? "",
        worn.has(shape.GroupId) ? (lavish ? "fail" : "pass") : "notApplicable",
      ),
    ),
  ];
}

/** A VPC of the network account that is shared with this one: seen here, and judged there. */
function addShared(world: World, account: Account, region: string, network: Network): void {
  const hub = [...world.organization.accounts.values()].find(({ kind }) => kind === "network");
  if (hub === undefined || hub.id === account.id || !hub.regions.includes(region)) return;
  if (fraction(`${world.options.seed}/${account.id}/${region}/shared`) >= 0.25) return;
  const [vpc] = networkOf(world, hub, region).vpcs;
  if (vpc === undefined) return;
  network.vpcs.push(vpc);
  network.subnets.push(...networkOf(world, hub, region).subnets.filter(({ VpcId }) => VpcId === vpc.VpcId));
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
    // Nobody ever moved in: all there is are the ways to AWS's own services.
    const idle = index > 0 && fraction(`${key}/idle`) < 0.35;
    const managed = idle ? makeEndpointInterface(spot) : makeServiceInterfaces(spot, vpc.natGatewayId);
    network.interfaces.push(...managed.interfaces);
    network.truth.push(...managed.truth);
    for (let slot = index; slot < slots && !idle; slot += vpcCount) {
      const made = makeInstance(spot, `${key}/instance/${slot}`);
      if (made === undefined) continue;
      network.instances.push(made.instance);
      network.interfaces.push(...made.interfaces);
      network.truth.push(...made.truth);
    }
    network.truth.push(...judgeUse(spot, vpc, network));
  }
  addShared(world, account, region, network);
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
