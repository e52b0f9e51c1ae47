import type { Instance, InstanceStateName, NetworkInterface as SdkInterface } from "@aws-sdk/client-ec2";
import { generation, instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { Account } from "./organization.ts";
import type { GroupModel } from "./security-groups.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

/** EC2 answers `nat_gateway` where the SDK's enumeration says `natGateway`. */
export type NetworkInterface = Omit<SdkInterface, "InterfaceType"> & { InterfaceType?: string | undefined };

export interface Spot {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly groups: readonly GroupModel[];
}

export interface Interfaces {
  readonly interfaces: NetworkInterface[];
  readonly truth: TruthRow[];
}

const stateCodes: Partial<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopped: 80,
};

function rowOf(spot: Spot, control: string, resource: string, verdict: Verdict): TruthRow {
  return { account: spot.account.id, region: spot.region, control, resource, verdict };
}

function pickGroups(spot: Spot, dice: Dice, count: number, facing: boolean): GroupModel[] {
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

function isExposed(groups: readonly GroupModel[]): boolean {
  return groups.some(({ opening }) => opening !== "nothing");
}

function makeInterface(
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

interface InstanceIntent {
  readonly id: string;
  readonly state: InstanceStateName;
  readonly imds: "required" | "optional" | "disabled";
  /** "empty" is a profile that holds no role. */
  readonly profile: "role" | "none" | "empty";
  readonly launched: number;
}

function instanceIntent(spot: Spot, key: string): InstanceIntent | undefined {
  const life = generation(`${key}/life`, 25, 500, spot.world.day);
  const dice = new Dice(`${key}/${life.index}`);
  const age = spot.world.day - life.created;
  const left = life.ends - spot.world.day;
  if (life.created < spot.account.joined) return undefined;
  const stopped = dice.chance(0.1);
  const ending: InstanceStateName = dice.chance(0.3) ? "shutting-down" : "terminated";
  const living: InstanceStateName = stopped ? "stopped" : "running";
  const secure = dice.chance(0.15) ? "disabled" : "required";
  const lacking = dice.chance(0.4) ? "empty" : "none";
  return {
    id: `i-0${dice.hex(16)}`,
    // The last day of a life shows the instance going, as the API does for an hour.
    state: left <= 1 && age > 1 ? ending : living,
    imds: problem(spot.world, `${key}/imds`, 0.35) ? "optional" : secure,
    profile: problem(spot.world, `${key}/profile`, 0.3) ? lacking : "role",
    launched: life.created,
  };
}

function profileOf(spot: Spot, intent: InstanceIntent): Instance["IamInstanceProfile"] {
  if (intent.profile === "none") return undefined;
  const name = intent.profile === "role" ? "app-server" : "decommissioned";
  return {
    Arn: `arn:aws:iam::${spot.account.id}:instance-profile/${name}`,
    Id: `AIPA${new Dice(name).letters(17)}`,
  };
}

function attach(eni: NetworkInterface, instanceId: string, ownerId: string, index: number): NetworkInterface {
  return {
    ...eni,
    Attachment: {
      AttachmentId: `eni-attach-0${eni.NetworkInterfaceId?.slice(5)}`,
      DeviceIndex: index,
      InstanceId: instanceId,
      InstanceOwnerId: ownerId,
      Status: "attached",
      DeleteOnTermination: true,
    },
  };
}

function instanceAttachment(attachment: SdkInterface["Attachment"]) {
  const { InstanceId, InstanceOwnerId, ...rest } = attachment ?? {};
  return rest;
}

/** One instance with its interfaces, or nothing while its slot is empty. */
export function makeInstance(spot: Spot, key: string): (Interfaces & { instance: Instance }) | undefined {
  const intent = instanceIntent(spot, key);
  if (intent === undefined) return undefined;
  const dice = new Dice(`${key}/${intent.id}/details`);
  const arn = `arn:aws:ec2:${spot.region}:${spot.account.id}:instance/${intent.id}`;
  const gone = intent.state === "terminated" || intent.state === "shutting-down";
  const facing = problem(spot.world, `${key}/facing`, 0.2);
  const two = dice.chance(0.2);
  const sets = [pickGroups(spot, dice, 2, facing), ...(two ? [pickGroups(spot, dice, 1, facing)] : [])];
  const publicIp = dice.chance(0.2) ? `203.0.113.${dice.int(1, 254)}` : undefined;
  const ips: NetworkInterface = publicIp ? { Association: { PublicIp: publicIp, IpOwnerId: "amazon" } } : {};
  // An Elastic IP on the second interface shows nowhere in the instance itself.
  const second: NetworkInterface = new Dice(`${key}/${intent.id}/elastic`).chance(0.3)
    ? { Association: { PublicIp: "203.0.113.254", IpOwnerId: spot.account.id } }
    : {};
  const interfaces = gone
    ? []
    : sets.map((groups, index) =>
        attach(
          makeInterface(spot, dice, groups, index === 0 ? ips : second),
          intent.id,
          spot.account.id,
          index,
        ),
      );
  const hasAddress = publicIp !== undefined || (two && second.Association !== undefined);
  const instance: Instance = {
    InstanceId: intent.id,
    InstanceType: dice.pick(["t3.medium", "m6i.large", "c7g.xlarge"]),
    ImageId: `ami-0${dice.hex(16)}`,
    State: { Name: intent.state, Code: stateCodes[intent.state] },
    LaunchTime: instant(intent.launched, dice.int(0, 240)),
    Placement: { AvailabilityZone: `${spot.region}${dice.pick(["a", "b"])}`, Tenancy: "default" },
    MetadataOptions: {
      State: "applied",
      HttpTokens: intent.imds === "required" ? "required" : "optional",
      HttpEndpoint: intent.imds === "disabled" ? "disabled" : "enabled",
      HttpPutResponseHopLimit: 2,
    },
    IamInstanceProfile: profileOf(spot, intent),
    Tags: [{ Key: "Name", Value: `${dice.pick(["web", "worker", "api", "db"])}-${key.split("/").at(-1)}` }],
    ...(!gone && {
      VpcId: spot.vpcId,
      SubnetId: interfaces[0]?.SubnetId,
      PrivateIpAddress: interfaces[0]?.PrivateIpAddress,
      ...(publicIp && { PublicIpAddress: publicIp }),
      SecurityGroups: interfaces[0]?.Groups,
      NetworkInterfaces: interfaces.map(({ TagSet, RequesterManaged, Attachment, ...eni }) => ({
        ...eni,
        Attachment: instanceAttachment(Attachment),
      })),
    }),
  };
  const truth = gone
    ? []
    : [
        rowOf(spot, "ec2-imdsv2", arn, intent.imds === "optional" ? "fail" : "pass"),
        rowOf(spot, "ec2-instance-role", arn, intent.profile === "role" ? "pass" : "fail"),
        rowOf(spot, "exposure-lb-nat-only", arn, isExposed(sets.flat()) ? "fail" : "pass"),
        rowOf(spot, "ec2-private", arn, hasAddress ? "fail" : "pass"),
      ];
  return { instance, interfaces, truth };
}

/** The interface of an endpoint in a VPC that holds nothing else; nothing can be said against it. */
export function makeEndpointInterface(spot: Spot): Interfaces {
  const dice = new Dice(`${spot.world.options.seed}/${spot.account.id}/${spot.region}/${spot.vpcId}/idle`);
  const eni = makeInterface(spot, dice, [], {
    InterfaceType: "vpc_endpoint",
    RequesterManaged: true,
    Description: `VPC Endpoint Interface vpce-0${dice.hex(16)}`,
  });
  const arn = `arn:aws:ec2:${spot.region}:${spot.account.id}:network-interface/${eni.NetworkInterfaceId}`;
  return { interfaces: [eni], truth: [rowOf(spot, "exposure-lb-nat-only", arn, "pass")] };
}

/** Interfaces that belong to something else than an instance, each kind as AWS labels it. */
export function makeServiceInterfaces(spot: Spot, natGatewayId: string | undefined): Interfaces {
  const key = `${spot.world.options.seed}/${spot.account.id}/${spot.region}/${spot.vpcId}/eni`;
  const dice = new Dice(key);
  const interfaces: NetworkInterface[] = [];
  const truth: TruthRow[] = [];
  const add = (more: NetworkInterface, groups: readonly GroupModel[], exempt: boolean) => {
    const eni = makeInterface(spot, dice, groups, { RequesterManaged: true, ...more });
    interfaces.push(eni);
    if (eni.Status !== "in-use") return;
    const arn = `arn:aws:ec2:${spot.region}:${spot.account.id}:network-interface/${eni.NetworkInterfaceId}`;
    const judged = isExposed(groups) ? "fail" : "pass";
    truth.push(rowOf(spot, "exposure-lb-nat-only", arn, exempt ? "notApplicable" : judged));
  };
  const outer = () => pickGroups(spot, dice, 1, true);
  const inner = () => pickGroups(spot, dice, 1, false);
  const elb = { RequesterId: "amazon-elb" };
  if (natGatewayId) {
    add({ InterfaceType: "nat_gateway", Description: `Interface for NAT Gateway ${natGatewayId}` }, [], true);
  }
  if (dice.chance(0.5)) {
    const Description = `ELB app/storefront-${spot.vpcId.slice(-4)}/${dice.hex(16)}`;
    add({ ...elb, Description }, outer(), true);
    add({ ...elb, Description }, outer(), true);
  }
  if (dice.chance(0.3)) {
    add(
      {
        InterfaceType: "network_load_balancer",
        Description: `ELB net/ingress-${spot.vpcId.slice(-4)}/${dice.hex(16)}`,
      },
      outer(),
      true,
    );
  }
  if (dice.chance(0.2))
    add({ ...elb, Description: `ELB legacy-portal-${spot.vpcId.slice(-4)}` }, outer(), true);
  if (dice.chance(0.6)) {
    const RequesterId = `AROA${dice.letters(17)}:order-events`;
    add(
      { InterfaceType: "lambda", RequesterId, Description: `AWS Lambda VPC ENI-order-events-${dice.uuid()}` },
      inner(),
      false,
    );
  }
  if (dice.chance(0.6)) {
    add({ RequesterId: "amazon-rds", Description: "RDSNetworkInterface" }, inner(), false);
  }
  if (dice.chance(0.4))
    add({ Status: "available", Description: "left over", RequesterManaged: false }, inner(), false);
  return { interfaces, truth };
}
