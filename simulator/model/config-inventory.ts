import { alertRulesOf } from "./alert-rules.ts";
import { balancersOf } from "./balancers.ts";
import { containersOf } from "./containers.ts";
import { databasesOf } from "./databases.ts";
import { ec2SettingsOf } from "./ec2-settings.ts";
import { functionsOf } from "./functions.ts";
import { gatewaysOf } from "./gateways.ts";
import { identityOf } from "./identity.ts";
import { keysOf } from "./keys.ts";
import { kubernetesOf } from "./kubernetes.ts";
import { remembered } from "./memory.ts";
import { messagingOf } from "./messaging.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { recorderOf } from "./recorders.ts";
import { registryOf } from "./repositories.ts";
import { secretsOf } from "./secrets.ts";
import { storageOf } from "./storage.ts";
import { trailsOf } from "./trails.ts";
import type { World } from "./world.ts";

/** How many resources of a type a model holds in one account and Region. */
type Counts = (world: World, account: Account, region: string) => Readonly<Record<string, number>>;

/** Every model whose resources AWS Config records; a new model adds its own. */
const models: readonly Counts[] = [
  (world, account, region) => {
    const network = networkOf(world, account, region);
    return {
      "AWS::EC2::Instance": network.instances.length,
      "AWS::EC2::NetworkInterface": network.interfaces.length,
      "AWS::EC2::SecurityGroup": network.groups.length,
      "AWS::EC2::VPC": network.vpcs.length,
      "AWS::EC2::Subnet": network.subnets.length,
      "AWS::EC2::RouteTable": network.routeTables.length,
      "AWS::EC2::NetworkAcl": network.acls.length,
      "AWS::EC2::InternetGateway": network.internetGateways.length,
      "AWS::EC2::NatGateway": network.natGateways.length,
      "AWS::EC2::VPCEndpoint": network.endpoints.length,
      "AWS::EC2::FlowLog": network.flowLogs.length,
      "AWS::EC2::PrefixList": network.prefixLists.length,
    };
  },
  (world, account, region) => ({
    "AWS::S3::Bucket": storageOf(world, account).buckets.filter((bucket) => bucket.region === region).length,
    "AWS::CloudTrail::Trail": trailsOf(world, account).trails.filter(
      ({ trail }) => trail.HomeRegion === region,
    ).length,
    "AWS::Events::Rule": alertRulesOf(world, account, region).rules.length,
    "AWS::KMS::Key": keysOf(world, account, region).keys.length,
    "AWS::SecretsManager::Secret": secretsOf(world, account, region).secrets.length,
  }),
  (world, account, region) => {
    const databases = databasesOf(world, account, region);
    const messaging = messagingOf(world, account, region);
    return {
      "AWS::RDS::DBInstance": databases.instances.length,
      "AWS::RDS::DBCluster": databases.clusters.length,
      "AWS::Redshift::Cluster": databases.warehouses.length,
      "AWS::SQS::Queue": messaging.queues.length,
      "AWS::SNS::Topic": messaging.topics.length,
    };
  },
  (world, account, region) => {
    const balancers = balancersOf(world, account, region);
    const gateways = gatewaysOf(world, account, region);
    return {
      "AWS::Lambda::Function": functionsOf(world, account, region).functions.length,
      "AWS::ECS::Cluster": containersOf(world, account, region).clusters.length,
      "AWS::EKS::Cluster": kubernetesOf(world, account, region).clusters.length,
      "AWS::ECR::Repository": registryOf(world, account, region).repositories.length,
      "AWS::ElasticLoadBalancing::LoadBalancer": balancers.classic.length,
      "AWS::ElasticLoadBalancingV2::LoadBalancer": balancers.balancers.length,
      "AWS::ApiGateway::RestApi": gateways.restApis.length,
      "AWS::ApiGatewayV2::Api": gateways.httpApis.length,
    };
  },
  (world, account, region) => {
    const settings = ec2SettingsOf(world, account, region);
    return {
      "AWS::EC2::LaunchTemplate": settings.templates.length,
      "AWS::EC2::VPCEndpointService": settings.services.length,
    };
  },
  // What belongs to no Region is recorded in the home Region.
  (world, account, region) => {
    if (region !== world.organization.homeRegion) return {};
    const identity = identityOf(world, account);
    return {
      "AWS::IAM::User": identity.users.length,
      "AWS::IAM::Role": identity.roles.length,
      "AWS::IAM::Group": identity.groups.length,
      "AWS::IAM::Policy": identity.policies.filter((policy) => !policy.awsManaged).length,
    };
  },
];

const remember = remembered((world, place): readonly string[] => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined || recorderOf(world, account, region).recording !== "all") return [];
  const counts = models.flatMap((count) => Object.entries(count(world, account, region)));
  return counts.flatMap(([type, count]) => (count > 0 ? [type] : [])).sort();
}, 100_000);

/** The resource types that Config knows in an account and Region: none unless its recorder records everything. */
export function resourceTypesOf(world: World, account: Account, region: string): readonly string[] {
  return remember(world, `${account.id}/${region}`);
}
