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
import { makeInstance } from "./instances.ts";
import type { Face, Interfaces, NetworkInterface, Spot } from "./interfaces.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { type GroupModel, makeGroups, type PrefixLists } from "./security-groups.ts";
import { makeEndpointInterface, makeServiceInterfaces } from "./service-interfaces.ts";
import { makeVpc } from "./vpc.ts";
import type { Way } from "./vpc-routes.ts";
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
  /** Interfaces in use, security groups, and the way to each subnet by its id, as they were meant. */
  readonly faces: Face[];
  readonly groupModels: GroupModel[];
  readonly ways: Map<string, Way>;
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

type Place = Parameters<typeof makeGroups>[0];

function addGroups(network: Network, { groups, truth }: ReturnType<typeof makeGroups>): void {
  network.groups.push(...groups.map(({ shape }) => shape));
  network.groupModels.push(...groups);
  network.truth.push(...truth);
}

function add(network: Network, made: ReturnType<typeof makeInstance> | Interfaces): void {
  if (made === undefined) return;
  if ("instance" in made) network.instances.push(made.instance);
  network.interfaces.push(...made.interfaces);
  network.faces.push(...made.faces);
  network.truth.push(...made.truth);
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
function addShared(place: Place, key: string, network: Network): void {
  const { world, account, region } = place;
  const hub = [...world.organization.accounts.values()].find(({ kind }) => kind === "network");
  if (hub === undefined || hub.id === account.id || !hub.regions.includes(region)) return;
  if (fraction(`${key}/shared`) >= 0.25) return;
  const theirs = networkOf(world, hub, region);
  const [vpc] = theirs.vpcs;
  if (vpc?.VpcId === undefined) return;
  const subnets = theirs.subnets.filter(({ VpcId }) => VpcId === vpc.VpcId);
  network.vpcs.push(vpc);
  network.subnets.push(...subnets);
  for (const { SubnetId = "" } of subnets) {
    const way = theirs.ways.get(SubnetId);
    if (way !== undefined) network.ways.set(SubnetId, way);
  }
  // The default group is the owner's alone.
  const made = makeGroups(place, vpc.VpcId);
  const [defaultGroup, ...groups] = made.groups;
  const spot: Spot = {
    world,
    account,
    region,
    vpcId: vpc.VpcId,
    subnets: subnets.map(({ SubnetId = "" }) => SubnetId),
    groups,
    ipv6Prefix: vpc.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock?.split("::")[0],
  };
  addGroups(network, {
    groups,
    truth: made.truth.filter(({ resource }) => resource !== defaultGroup?.shape.SecurityGroupArn),
  });
  for (let slot = 0; slot < 3; slot++) add(network, makeInstance(spot, `${key}/shared/instance/${slot}`));
  const use = { arn: "", hasCoreEndpoints: false };
  network.truth.push(...judgeUse(spot, use, network).filter(({ control }) => control !== "vpce-core"));
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
    faces: [],
    groupModels: [],
    ways: new Map(),
    truth: [],
  };
  const lists = addPrefixLists(network, account, region, key);
  const vpcCount = fraction(`${key}/vpcs`) < 0.4 ? 2 : 1;
  const slots = Math.floor(fraction(`${key}/instances`) * 10) + 3;
  for (let index = 0; index < vpcCount; index++) {
    const vpc = makeVpc(world, account, region, index, network, lists.anywhere);
    const made = makeGroups({ world, account, region, lists }, vpc.vpcId);
    addGroups(network, made);
    const { vpcId, subnetIds: subnets, ipv6Prefix } = vpc;
    const spot: Spot = { world, account, region, vpcId, subnets, groups: made.groups, ipv6Prefix };
    // Nobody ever moved in: all there is are the ways to AWS's own services.
    const idle = index > 0 && fraction(`${key}/idle`) < 0.35;
    add(network, idle ? makeEndpointInterface(spot) : makeServiceInterfaces(spot, vpc.natGatewayId));
    for (let slot = index; slot < slots && !idle; slot += vpcCount)
      add(network, makeInstance(spot, `${key}/instance/${slot}`));
    network.truth.push(...judgeUse(spot, vpc, network));
  }
  addShared({ world, account, region, lists }, key, network);
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
