import type { Instance, InstanceStateName } from "@aws-sdk/client-ec2";
import { generation, instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import {
  faceOf,
  type Interfaces,
  makeInterface,
  type NetworkInterface,
  pickGroups,
  type Spot,
} from "./interfaces.ts";
import { rowsIn } from "./rows.ts";
import { problem } from "./world.ts";

// Speaks, of every instance that is not gone, for ec2-imdsv2, ec2-instance-role and ec2-private.

const stateCodes: Partial<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopped: 80,
};

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

function instanceAttachment(attachment: NetworkInterface["Attachment"]) {
  const { InstanceId, InstanceOwnerId, ...rest } = attachment ?? {};
  return rest;
}

/** An IPv6 address, in a VPC that has them, for most machines. */
function addressOf({ ipv6Prefix }: Spot, dice: Dice): NetworkInterface {
  if (ipv6Prefix === undefined || !dice.chance(0.75)) return {};
  return { Ipv6Addresses: [{ Ipv6Address: `${ipv6Prefix}::${dice.hex(4).replace(/^0+/, "f")}` }] };
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
  const front = new Dice(`${key}/${intent.id}/front`);
  // What was made to face the world stands where it can: in a public subnet, under a name of its own.
  const isFront = facing && front.chance(0.7);
  const publicIp = dice.chance(0.2) || isFront ? `203.0.113.${front.int(1, 254)}` : undefined;
  const ips: NetworkInterface = publicIp ? { Association: { PublicIp: publicIp, IpOwnerId: "amazon" } } : {};
  // An Elastic IP on the second interface shows nowhere in the instance itself.
  const second: NetworkInterface = new Dice(`${key}/${intent.id}/elastic`).chance(0.3)
    ? { Association: { PublicIp: "203.0.113.254", IpOwnerId: spot.account.id } }
    : {};
  const six = new Dice(`${key}/${intent.id}/ipv6`);
  const made = gone
    ? []
    : sets.map((groups, index) => {
        const ipv6 = addressOf(spot, six);
        const [first = "", other = ""] = spot.subnets;
        const SubnetId = front.chance(0.5) ? first : other;
        const placed = isFront ? { SubnetId } : {};
        const more = { ...placed, ...ipv6, ...(index === 0 ? ips : second) };
        const face = makeInterface(spot, dice, groups, more);
        return { groups, face: attach(face, intent.id, spot.account.id, index) };
      });
  const interfaces = made.map(({ face }) => face);
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
  const rowOf = rowsIn(spot.account, spot.region);
  const truth = gone
    ? []
    : [
        rowOf("ec2-imdsv2", arn, intent.imds === "optional" ? "fail" : "pass"),
        rowOf("ec2-instance-role", arn, intent.profile === "role" ? "pass" : "fail"),
        rowOf("ec2-private", arn, hasAddress ? "fail" : "pass"),
      ];
  const faces = made.map(({ groups, face }) => faceOf(face, groups, "instance", intent.id));
  return { instance, interfaces, faces, truth };
}
