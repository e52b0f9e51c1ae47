import type { LoadBalancerDescription } from "@aws-sdk/client-elastic-load-balancing";
import type {
  Listener,
  LoadBalancer,
  TargetDescription,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { NetworkInterface } from "./interfaces.ts";
import { remembered } from "./memory.ts";
import { type Network, networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import type { World } from "./world.ts";

// Speaks for no control, and tells exposure-truth.ts what stands behind the balancers that face the internet: it gives the load balancers to the network interfaces that the model of EC2 already has.

interface NewBalancer {
  readonly arn: string;
  readonly shape: LoadBalancer;
  readonly listeners: Listener[];
}

export interface TargetGroupModel {
  readonly arn: string;
  readonly shape: TargetGroup;
  readonly targets: TargetDescription[];
}

export interface Balancers {
  readonly classic: readonly LoadBalancerDescription[];
  readonly balancers: readonly NewBalancer[];
  readonly targetGroups: readonly TargetGroupModel[];
}

const described = /^ELB (?:(app|net)\/)?([\w-]+)(?:\/([0-9a-f]+))?$/;

interface Place {
  readonly account: Account;
  readonly region: string;
  readonly network: Network;
}

function runningIn(network: Network, vpcId: string | undefined): string[] {
  return network.instances
    .filter((instance) => instance.State?.Name === "running" && instance.VpcId === vpcId)
    .map(({ InstanceId = "" }) => InstanceId);
}

const groupIdsOf = (face: NetworkInterface) => (face.Groups ?? []).map(({ GroupId = "" }) => GroupId);

function makeClassic({ account, region, network }: Place, face: NetworkInterface, name: string) {
  const dice = new Dice(`${face.NetworkInterfaceId}/classic`);
  const certificate = `arn:aws:acm:${region}:${account.id}:certificate/${dice.uuid()}`;
  const secure = dice.chance(0.6);
  const made: LoadBalancerDescription = {
    LoadBalancerName: name,
    DNSName: `${name}-${dice.int(100_000, 999_999)}.${region}.elb.amazonaws.com`,
    Scheme: "internet-facing",
    VPCId: face.VpcId,
    Subnets: face.SubnetId === undefined ? [] : [face.SubnetId],
    SecurityGroups: groupIdsOf(face),
    Instances: runningIn(network, face.VpcId)
      .slice(0, 2)
      .map((InstanceId) => ({ InstanceId })),
    CreatedTime: instant(account.joined, 900),
    ListenerDescriptions: [
      {
        Listener: {
          Protocol: secure ? "HTTPS" : "HTTP",
          LoadBalancerPort: secure ? 443 : 80,
          InstanceProtocol: "HTTP",
          InstancePort: 8080,
          SSLCertificateId: secure ? certificate : undefined,
        },
        PolicyNames: secure ? ["ELBSecurityPolicy-2016-08"] : [],
      },
    ],
  };
  return made;
}

function listenersOf(arn: string, application: boolean, dice: Dice, { account, region }: Place): Listener[] {
  const listenerArn = () => `${arn.replace(":loadbalancer/", ":listener/")}/${dice.hex(16)}`;
  const secure: Listener = {
    ListenerArn: listenerArn(),
    LoadBalancerArn: arn,
    Port: 443,
    Protocol: application ? "HTTPS" : "TLS",
    Certificates: [{ CertificateArn: `arn:aws:acm:${region}:${account.id}:certificate/${dice.uuid()}` }],
    SslPolicy: dice.pick(["ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08"]),
  };
  const plain: Listener = {
    ListenerArn: listenerArn(),
    LoadBalancerArn: arn,
    Port: application ? 80 : 5432,
    Protocol: application ? "HTTP" : "TCP",
  };
  return application ? [secure, plain] : [dice.chance(0.5) ? secure : plain];
}

function makeNew(place: Place, face: NetworkInterface, sort: string, name: string, id: string): NewBalancer {
  const { account, region, network } = place;
  const dice = new Dice(`${account.id}/${region}/elb/${id}`);
  const application = sort === "app";
  const arn = `arn:aws:elasticloadbalancing:${region}:${account.id}:loadbalancer/${sort}/${name}/${id}`;
  const subnets = network.subnets.filter(({ VpcId }) => VpcId === face.VpcId).slice(0, 2);
  const shape: LoadBalancer = {
    LoadBalancerArn: arn,
    LoadBalancerName: name,
    DNSName: `${name}-${id}.elb.${region}.amazonaws.com`,
    Scheme: new Dice(`${id}/scheme`).chance(0.25) ? "internal" : "internet-facing",
    Type: application ? "application" : "network",
    State: { Code: "active" },
    VpcId: face.VpcId,
    IpAddressType: "ipv4",
    AvailabilityZones: subnets.map(({ SubnetId, AvailabilityZone: ZoneName }) => ({ SubnetId, ZoneName })),
    SecurityGroups: groupIdsOf(face),
    CreatedTime: instant(account.joined, 900),
  };
  return { arn, shape, listeners: listenersOf(arn, application, dice, place) };
}

function makeTargetGroup({ account, region, network }: Place, balancer: NewBalancer): TargetGroupModel {
  const { LoadBalancerName, VpcId, Type } = balancer.shape;
  const dice = new Dice(`${balancer.arn}/targets`);
  const byInstance = dice.chance(0.6);
  const name = `${LoadBalancerName}-targets`;
  const arn = `arn:aws:elasticloadbalancing:${region}:${account.id}:targetgroup/${name}/${dice.hex(16)}`;
  const machines = runningIn(network, VpcId).slice(0, 3);
  const addresses = network.faces
    .filter((face) => face.vpcId === VpcId && (face.purpose === "container" || face.purpose === "instance"))
    .slice(0, 4)
    .map(({ address }) => address);
  return {
    arn,
    shape: {
      TargetGroupArn: arn,
      TargetGroupName: name,
      Protocol: Type === "application" ? "HTTP" : "TCP",
      Port: 8080,
      VpcId,
      TargetType: byInstance ? "instance" : "ip",
      LoadBalancerArns: [balancer.arn],
    },
    targets: (byInstance ? machines : addresses).map((Id) => ({ Id, Port: 8080 })),
  };
}

const remember = remembered((world, at): Balancers => {
  const [id = "", region = ""] = at.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const place: Place = { account, region, network: networkOf(world, account, region) };
  const classic: LoadBalancerDescription[] = [];
  const byArn = new Map<string, NewBalancer>();
  for (const face of place.network.interfaces) {
    const [whole, sort, name = "", own] = described.exec(face.Description ?? "") ?? [];
    if (whole === undefined) continue;
    if (sort === undefined || own === undefined) {
      classic.push(makeClassic(place, face, name));
      continue;
    }
    const made = makeNew(place, face, sort, name, own);
    byArn.set(made.arn, made);
  }
  const balancers = [...byArn.values()];
  const targetGroups = balancers.map((balancer) => makeTargetGroup(place, balancer));
  return { classic, balancers, targetGroups };
}, 1_000);

/** The load balancers of one Region of an account, of both generations. */
export function balancersOf(world: World, account: Account, region: string): Balancers {
  return remember(world, `${account.id}/${region}`);
}

/** What stands behind balancers that face the internet: instances by id, others by VPC and address. */
export function balancedOf(world: World, account: Account, region: string): ReadonlySet<string> {
  const { classic, balancers, targetGroups } = balancersOf(world, account, region);
  const facing = new Set(
    balancers.flatMap(({ arn, shape }) => (shape.Scheme === "internet-facing" ? [arn] : [])),
  );
  const registered = classic.flatMap(({ Instances = [] }) =>
    Instances.map(({ InstanceId = "" }) => InstanceId),
  );
  const targeted = targetGroups
    .filter(({ shape }) => shape.LoadBalancerArns?.some((arn) => facing.has(arn)))
    .flatMap(({ shape, targets }) =>
      targets.map(({ Id = "" }) => (shape.TargetType === "ip" ? `${shape.VpcId}/${Id}` : Id)),
    );
  return new Set([...registered, ...targeted]);
}
