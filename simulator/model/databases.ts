import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import type { Cluster as Warehouse } from "@aws-sdk/client-redshift";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks for db-not-public (every RDS instance and Redshift cluster; fails where it is publicly accessible, whatever
// its subnets and security groups would let through) and rds-encrypted (every RDS instance and cluster, those of
// DocumentDB and Neptune among them, and instances still being made).

export interface Databases {
  readonly instances: DBInstance[];
  readonly clusters: DBCluster[];
  readonly warehouses: Warehouse[];
  readonly truth: TruthRow[];
}

interface Site {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly groupId: string;
}

interface Engine {
  readonly engine: string;
  readonly version: string;
  readonly port: number;
}

const engines: readonly [Engine, ...Engine[]] = [
  { engine: "postgres", version: "16.4", port: 5432 },
  { engine: "mysql", version: "8.0.39", port: 3306 },
  { engine: "sqlserver-se", version: "16.00.4131.2.v1", port: 1433 },
];

const clustered: readonly [Engine, ...Engine[]] = [
  { engine: "aurora-postgresql", version: "16.4", port: 5432 },
  { engine: "aurora-mysql", version: "8.0.mysql_aurora.3.07.1", port: 3306 },
  { engine: "docdb", version: "5.0.0", port: 27017 },
  { engine: "neptune", version: "1.3.2.1", port: 8182 },
];

function siteOf(world: World, account: Account, region: string): Site {
  const network = networkOf(world, account, region);
  const vpcId = network.vpcs[0]?.VpcId ?? "";
  const inVpc = network.subnets.filter((subnet) => subnet.VpcId === vpcId);
  const group = network.groups.find((one) => one.VpcId === vpcId && one.GroupName === "database");
  return {
    world,
    account,
    region,
    vpcId,
    subnetIds: inVpc.map((subnet) => subnet.SubnetId ?? ""),
    groupId: group?.GroupId ?? network.groups[0]?.GroupId ?? "",
  };
}

function rowOf({ account, region }: Site, control: string, resource: string, verdict: Verdict): TruthRow {
  return { account: account.id, region, control, resource, verdict };
}

function subnetGroup(site: Site, name: string): NonNullable<DBInstance["DBSubnetGroup"]> {
  return {
    DBSubnetGroupName: name,
    VpcId: site.vpcId,
    SubnetGroupStatus: "Complete",
    Subnets: site.subnetIds.slice(-2).map((SubnetIdentifier) => ({ SubnetIdentifier })),
  };
}

function arnOf({ account, region }: Site, type: "db" | "cluster", name: string): string {
  return `arn:aws:rds:${region}:${account.id}:${type}:${name}`;
}

interface Plan extends Engine {
  readonly name: string;
  readonly isPublic: boolean;
  readonly encrypted: boolean;
  readonly clusterName?: string;
  readonly starting: boolean;
}

function addInstance(into: Databases, site: Site, plan: Plan, dice: Dice): void {
  const { name, port, starting } = plan;
  const arn = arnOf(site, "db", name);
  into.instances.push({
    DBInstanceIdentifier: name,
    DBInstanceArn: arn,
    DbiResourceId: `db-${dice.letters(26)}`,
    DBInstanceClass: "db.r6g.large",
    DBInstanceStatus: starting ? "creating" : "available",
    Engine: plan.engine,
    EngineVersion: plan.version,
    Endpoint: starting
      ? undefined
      : { Address: `${name}.${dice.hex(12)}.${site.region}.rds.amazonaws.com`, Port: port },
    PubliclyAccessible: plan.isPublic,
    StorageEncrypted: plan.encrypted,
    KmsKeyId: plan.encrypted ? encryptionKey(site.world, site.account, site.region) : undefined,
    DBSubnetGroup: subnetGroup(site, "databases"),
    VpcSecurityGroups: [{ VpcSecurityGroupId: site.groupId, Status: "active" }],
    IAMDatabaseAuthenticationEnabled: dice.chance(0.4),
    DBClusterIdentifier: plan.clusterName,
    MultiAZ: dice.chance(0.4),
    DeletionProtection: dice.chance(0.6),
    InstanceCreateTime: starting ? undefined : instant(site.account.joined + 2, 3_600),
  });
  into.truth.push(
    rowOf(site, "db-not-public", arn, plan.isPublic ? "fail" : "pass"),
    rowOf(site, "rds-encrypted", arn, plan.encrypted ? "pass" : "fail"),
  );
}

function addAlone(into: Databases, site: Site, key: string, index: number): void {
  const dice = new Dice(`${site.world.options.seed}/${key}/${index}`);
  const { engine, version, port } = dice.pick(engines);
  const plan = {
    name: `${site.account.name}-${engine.slice(0, 5)}-${index}`,
    engine,
    version,
    port,
    isPublic: problem(site.world, `${key}/${index}/public`, 0.22),
    encrypted: !problem(site.world, `${key}/${index}/plain`, 0.35),
    starting: dice.chance(0.06),
  };
  addInstance(into, site, plan, dice);
}

function addCluster(into: Databases, site: Site, key: string): void {
  const dice = new Dice(`${site.world.options.seed}/${key}/cluster`);
  const { engine, version, port } = dice.pick(clustered);
  const name = `${site.account.name}-${engine}`;
  const arn = arnOf(site, "cluster", name);
  const encrypted = !problem(site.world, `${key}/cluster/plain`, 0.3);
  const members = [1, 2].map((number) => `${name}-${number}`);
  into.clusters.push({
    DBClusterIdentifier: name,
    DBClusterArn: arn,
    DbClusterResourceId: `cluster-${dice.letters(26)}`,
    Engine: engine,
    EngineVersion: version,
    Status: "available",
    Port: port,
    StorageEncrypted: encrypted,
    KmsKeyId: encrypted ? encryptionKey(site.world, site.account, site.region) : undefined,
    DBSubnetGroup: "databases",
    VpcSecurityGroups: [{ VpcSecurityGroupId: site.groupId, Status: "active" }],
    IAMDatabaseAuthenticationEnabled: dice.chance(0.5),
    DBClusterMembers: members.map((DBInstanceIdentifier, index) => ({
      DBInstanceIdentifier,
      IsClusterWriter: index === 0,
    })),
    MultiAZ: true,
    DeletionProtection: dice.chance(0.6),
    ClusterCreateTime: instant(site.account.joined + 2, 3_000),
  });
  into.truth.push(rowOf(site, "rds-encrypted", arn, encrypted ? "pass" : "fail"));
  for (const member of members) {
    const isPublic = problem(site.world, `${key}/${member}/public`, 0.12);
    const shared = { engine, version, port, encrypted, starting: false };
    addInstance(into, site, { ...shared, name: member, isPublic, clusterName: name }, dice);
  }
}

function addWarehouse(into: Databases, site: Site, key: string): void {
  const dice = new Dice(`${site.world.options.seed}/${key}/warehouse`);
  const { account, region, world } = site;
  const name = `${account.name}-warehouse`;
  const encrypted = !problem(world, `${key}/warehouse/plain`, 0.2);
  const isPublic = problem(world, `${key}/warehouse/public`, 0.3);
  into.warehouses.push({
    ClusterIdentifier: name,
    ClusterStatus: "available",
    NodeType: "ra3.large",
    NumberOfNodes: 2,
    Endpoint: { Address: `${name}.${dice.hex(12)}.${region}.redshift.amazonaws.com`, Port: 5439 },
    PubliclyAccessible: isPublic,
    Encrypted: encrypted,
    KmsKeyId: encrypted ? encryptionKey(world, account, region) : undefined,
    EnhancedVpcRouting: dice.chance(0.5),
    VpcId: site.vpcId,
    ClusterSubnetGroupName: "warehouse",
    VpcSecurityGroups: [{ VpcSecurityGroupId: site.groupId, Status: "active" }],
    ClusterNamespaceArn: `arn:aws:redshift:${region}:${account.id}:namespace:${dice.uuid()}`,
    ClusterCreateTime: instant(account.joined + 2, 4_000),
  });
  const arn = `arn:aws:redshift:${region}:${account.id}:cluster:${name}`;
  into.truth.push(rowOf(site, "db-not-public", arn, isPublic ? "fail" : "pass"));
}

const remember = remembered((world, place): Databases => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const databases: Databases = { instances: [], clusters: [], warehouses: [], truth: [] };
  const key = `${account.id}/${region}/databases`;
  const draw = fraction(`${world.options.seed}/${key}`);
  if (draw < 0.4) return databases;
  const site = siteOf(world, account, region);
  for (let index = 0; index < Math.ceil(((draw - 0.4) / 0.6) * 3); index++)
    addAlone(databases, site, key, index);
  if (draw > 0.6) addCluster(databases, site, key);
  if (draw > 0.85) addWarehouse(databases, site, key);
  return databases;
}, 1_000);

/** The relational databases and warehouses of one Region of an account. */
export function databasesOf(world: World, account: Account, region: string): Databases {
  return remember(world, `${account.id}/${region}`);
}
