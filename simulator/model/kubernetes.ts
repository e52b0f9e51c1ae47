import { Dice } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { type ClusterIdentity, clusterIdentities, podRoleArn } from "./workload-roles.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks, by EKS cluster, for eks-pod-identity (passes with a Pod Identity association or a role that trusts the
// cluster's own issuer) and eks-endpoint-private (fails with a public endpoint, limited to some addresses or not).

export interface EksCluster {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly issuer: string;
  readonly publicEndpoint: boolean;
  readonly publicCidrs: string[];
  readonly vpcId: string | undefined;
  readonly subnetIds: string[];
  readonly audited: boolean;
  readonly secretsKeyArn: string | undefined;
  readonly association: { readonly id: string; readonly arn: string; readonly roleArn: string } | undefined;
}

export interface Kubernetes {
  readonly clusters: readonly EksCluster[];
  readonly truth: readonly TruthRow[];
}

function makeCluster(world: World, account: Account, identity: ClusterIdentity) {
  const { cluster: name, region, mechanism, issuer } = identity;
  const key = `${account.id}/${region}/eks/${name}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const network = networkOf(world, account, region);
  const vpcId = network.vpcs[0]?.VpcId;
  const publicEndpoint = problem(world, `${key}/endpoint`, 0.5);
  const associationId = `a-${dice.letters(17).toLowerCase()}`;
  const made: EksCluster = {
    name,
    arn: `arn:aws:eks:${region}:${account.id}:cluster/${name}`,
    roleArn: `arn:aws:iam::${account.id}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`,
    issuer: `https://${issuer}`,
    publicEndpoint,
    publicCidrs: publicEndpoint && dice.chance(0.4) ? ["198.51.100.0/24", "203.0.113.0/24"] : ["0.0.0.0/0"],
    vpcId,
    subnetIds: network.subnets.filter((each) => each.VpcId === vpcId).map(({ SubnetId = "" }) => SubnetId),
    audited: dice.chance(0.6),
    secretsKeyArn: dice.chance(0.5) ? encryptionKey(world, account, region) : undefined,
    association:
      mechanism === "pod-identity"
        ? {
            id: associationId,
            arn: `arn:aws:eks:${region}:${account.id}:podidentityassociation/${name}/${associationId}`,
            roleArn: podRoleArn(account, identity),
          }
        : undefined,
  };
  const rowOf = rowsIn(account, region);
  const identified = mechanism === "pod-identity" || mechanism === "irsa";
  return {
    made,
    truth: [
      rowOf("eks-pod-identity", made.arn, identified ? "pass" : "fail"),
      rowOf("eks-endpoint-private", made.arn, publicEndpoint ? "fail" : "pass"),
    ],
  };
}

const remember = remembered((world, place): Kubernetes => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const made = clusterIdentities(world, account)
    .filter((each) => each.region === region)
    .map((each) => makeCluster(world, account, each));
  return { clusters: made.map((each) => each.made), truth: made.flatMap(({ truth }) => truth) };
}, 1_000);

/** The EKS clusters of one Region of an account. */
export function kubernetesOf(world: World, account: Account, region: string): Kubernetes {
  return remember(world, `${account.id}/${region}`);
}
