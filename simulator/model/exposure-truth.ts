import { balancedOf } from "./balancers.ts";
import { containersOf } from "./containers.ts";
import { databasesOf } from "./databases.ts";
import { ec2SettingsOf } from "./ec2-settings.ts";
import { functionsOf } from "./functions.ts";
import { gatewaysOf } from "./gateways.ts";
import type { Face } from "./interfaces.ts";
import { kubernetesOf } from "./kubernetes.ts";
import type { MeasureTruth } from "./measure-truth.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { familyOf } from "./probes.ts";
import { publicAccessBlockOf } from "./public-access-blocks.ts";
import { rowsIn } from "./rows.ts";
import { storageOf } from "./storage.ts";
import type { TruthRow, World } from "./world.ts";

// Speaks for exposure-lb-nat-only (everything behind an interface in use; not applicable to load balancers and NAT)
// and for network exposure as it is measured.

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
}

interface Resource {
  readonly arn: string;
  readonly faces: readonly Face[];
}

const ec2Arn = ({ account, region }: Place, type: string, id: string) =>
  `arn:aws:ec2:${region}:${account.id}:${type}/${id}`;

/** The only database of its VPC and group; there is one VPC and one group for all of them in a Region. */
function soleDatabase({ world, account, region }: Place, face: Face): string | undefined {
  const { instances } = databasesOf(world, account, region);
  const [only] = instances;
  if (instances.length !== 1 || only?.DBSubnetGroup?.VpcId !== face.vpcId) return undefined;
  return wearsAlone(face, only.VpcSecurityGroups?.[0]?.VpcSecurityGroupId) ? only.DBInstanceArn : undefined;
}

function soleWarehouse({ world, account, region }: Place, face: Face): string | undefined {
  const { warehouses } = databasesOf(world, account, region);
  const [only] = warehouses;
  if (warehouses.length !== 1 || only?.VpcId !== face.vpcId) return undefined;
  const group = only.VpcSecurityGroups?.[0]?.VpcSecurityGroupId;
  return wearsAlone(face, group)
    ? `arn:aws:redshift:${region}:${account.id}:cluster:${only.ClusterIdentifier}`
    : undefined;
}

function wearsAlone({ groups }: Face, id: string | undefined): boolean {
  return groups.length === 1 && groups[0]?.shape.GroupId === id;
}

function arnBehind(place: Place, face: Face): string {
  const { world, account, region } = place;
  const itself = ec2Arn(place, "network-interface", face.id);
  switch (face.purpose) {
    case "instance":
      return ec2Arn(place, "instance", face.owner);
    case "function":
      return (
        functionsOf(world, account, region).functions.find(({ name }) => name === face.owner)?.arn ?? itself
      );
    case "container":
      return (
        containersOf(world, account, region)
          .clusters.flatMap(({ tasks }) => tasks)
          // One that is still starting is not collected.
          .find((task) => task.networkInterfaceId === face.id && task.lastStatus === "RUNNING")?.arn ?? itself
      );
    case "database":
      return soleDatabase(place, face) ?? itself;
    case "warehouse":
      return soleWarehouse(place, face) ?? itself;
    default:
      return itself;
  }
}

const beside: Readonly<Partial<Record<Face["purpose"], "load-balancer" | "nat">>> = {
  balancer: "load-balancer",
  nat: "nat",
};

function resourcesOf(place: Place): readonly Resource[] {
  const found = new Map<string, Face[]>();
  for (const face of networkOf(place.world, place.account, place.region).faces) {
    if (beside[face.purpose] !== undefined) continue;
    const arn = arnBehind(place, face);
    found.set(arn, [...(found.get(arn) ?? []), face]);
  }
  return [...found].map(([arn, faces]) => ({ arn, faces }));
}

function isOpen({ faces }: Resource): boolean {
  return faces.some(({ groups }) => groups.some(({ opening }) => opening !== "nothing"));
}

/** Whether a packet that a group lets in finds its way to one of the interfaces that wear it. */
function isReached({ world, account, region }: Place, { faces }: Resource): boolean {
  const { ways } = networkOf(world, account, region);
  return faces.some(({ subnetId, groups, named }) => {
    const way = ways.get(subnetId);
    const owner = world.organization.accounts.get(way?.ownerId ?? account.id);
    if (way === undefined || owner === undefined) return false;
    if (publicAccessBlockOf(world, owner, region).keepsOut(way.vpcId, subnetId)) return false;
    const { admits, answers } = way.admission;
    return groups
      .flatMap((group) => group.admits)
      .some((probe) => {
        const family = familyOf(probe);
        return named[family] && way.leads[family] && answers[family] && admits.includes(probe);
      });
  });
}

function classOf(place: Place, resource: Resource, balanced: ReadonlySet<string>): string {
  if (isOpen(resource)) return isReached(place, resource) ? "reachable" : "attached";
  if (resource.faces.some(({ named }) => named[4] || named[6])) return "closed";
  const behind = resource.faces.some(
    ({ owner, vpcId, address }) => balanced.has(owner) || balanced.has(`${vpcId}/${address}`),
  );
  return behind ? "behind-load-balancer" : "closed";
}

type Told = Pick<MeasureTruth, "standing" | "reason" | "class" | "value">;

const excluded = (reason: string, className: string): Told => ({
  standing: "excluded",
  reason,
  class: className,
  value: null,
});
const withoutGroup = (className: string) => excluded("withoutSecurityGroup", className);

function inRegion(place: Place): (readonly [string, Told])[] {
  const { world, account, region } = place;
  const { faces, groupModels } = networkOf(world, account, region);
  const balanced = balancedOf(world, account, region);
  const { restApis, httpApis } = gatewaysOf(world, account, region);
  const { everybodys } = ec2SettingsOf(world, account, region);
  const api = `arn:aws:apigateway:${region}::`;
  return [
    ...resourcesOf(place).map((resource) => {
      const told = { standing: "counted", reason: null, class: classOf(place, resource, balanced) } as const;
      return [resource.arn, { ...told, value: isOpen(resource) ? 1 : 0 }] as const;
    }),
    ...faces.flatMap((face) => {
      const sort = beside[face.purpose];
      const reason = sort === "nat" ? "nat" : "loadBalancer";
      const arn = ec2Arn(place, "network-interface", face.id);
      return sort === undefined ? [] : [[arn, excluded(reason, sort)] as const];
    }),
    ...groupModels
      .filter(({ opening }) => opening !== "nothing")
      .map(({ shape }) => [shape.SecurityGroupArn ?? "", excluded("openRule", "open-rule")] as const),
    ...functionsOf(world, account, region)
      .functions.filter(({ url }) => url?.authType === "NONE")
      .map(({ arn }) => [arn, withoutGroup("function-url")] as const),
    ...restApis
      .filter(({ endpoint }) => endpoint !== "PRIVATE")
      .map(({ id }) => [`${api}/restapis/${id}`, withoutGroup("api-gateway")] as const),
    ...httpApis
      .filter(({ endpointDisabled }) => !endpointDisabled)
      .map(({ id }) => [`${api}/apis/${id}`, withoutGroup("api-gateway")] as const),
    ...kubernetesOf(world, account, region)
      .clusters.filter(
        ({ publicEndpoint, publicCidrs }) => publicEndpoint && publicCidrs.includes("0.0.0.0/0"),
      )
      .map(({ arn }) => [arn, withoutGroup("eks-endpoint")] as const),
    ...[...everybodys].map((id) => {
      const sort = id.startsWith("snap-") ? "snapshot" : "image";
      return [`arn:aws:ec2:${region}::${sort}/${id}`, withoutGroup(`public-${sort}`)] as const;
    }),
  ];
}

/** What an account must contribute to network exposure, from the intents of the model. */
export function exposureTruth(world: World, account: Account): MeasureTruth[] {
  const at = { account: account.id, metric: "network-exposure" } as const;
  const publicBuckets = storageOf(world, account).truth.filter(
    ({ control, verdict }) => control === "resource-policy-no-public" && verdict === "fail",
  );
  return [
    ...account.regions.flatMap((region) =>
      inRegion({ world, account, region }).map(([resource, told]) => ({ ...at, region, resource, ...told })),
    ),
    ...publicBuckets.map(({ resource }) => ({
      ...at,
      region: "global",
      resource,
      ...withoutGroup("public-bucket"),
    })),
  ];
}

/** What exposure-lb-nat-only must say in one Region of an account. */
export function exposedResources(world: World, account: Account, region: string): TruthRow[] {
  const place: Place = { world, account, region };
  const rowOf = rowsIn(account, region);
  return [
    ...resourcesOf(place).map((resource) =>
      rowOf("exposure-lb-nat-only", resource.arn, isOpen(resource) ? "fail" : "pass"),
    ),
    ...networkOf(world, account, region)
      .faces.filter(({ purpose }) => beside[purpose] !== undefined)
      .map(({ id }) =>
        rowOf("exposure-lb-nat-only", ec2Arn(place, "network-interface", id), "notApplicable"),
      ),
  ];
}
