import { Dice, fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { awsManaged, type ManagedPolicy, policyDocument } from "./policies.ts";
import { problem, type Verdict, type World } from "./world.ts";

/** Whom a function shares its role with, and what the role may do. */
export interface FunctionRole {
  readonly function: string;
  readonly region: string;
  readonly roleArn: string;
  readonly kind: "own" | "shared" | "admin";
}

const functionNames = ["order-events", "thumbnails", "nightly-report", "webhook-receiver"] as const;
const path = "/workload/";
const sharedName = "functions-shared";

const roleArn = (account: Account, name: string) => `arn:aws:iam::${account.id}:role${path}${name}`;

/** Every function of an account with its role: one role is shared by several, wherever they run. */
export function functionRoles(world: World, account: Account): FunctionRole[] {
  const wanted = account.regions.flatMap((region) => {
    const count = Math.floor(fraction(`${world.options.seed}/${account.id}/${region}/functions`) * 4.5);
    return functionNames.slice(0, count).map((name) => {
      const key = `${account.id}/${region}/function/${name}`;
      const admin = problem(world, `${key}/admin`, 0.15);
      const kind = admin ? "admin" : problem(world, `${key}/shared`, 0.35) ? "shared" : "own";
      return { function: name, region, kind } as const;
    });
  });
  // A function that runs in several Regions shares its role with nobody but itself.
  const sharers = new Set(wanted.filter(({ kind }) => kind === "shared").map((each) => each.function));
  return wanted.map((each) => {
    const name = each.kind === "shared" ? sharedName : `${each.function}-${each.region}`;
    const kind = each.kind === "shared" && sharers.size === 1 ? "own" : each.kind;
    return { ...each, kind, roleArn: roleArn(account, name) };
  });
}

/** How the pods of a cluster get credentials; "elsewhere" is a role that trusts another cluster's issuer. */
export interface ClusterIdentity {
  readonly cluster: string;
  readonly region: string;
  readonly mechanism: "pod-identity" | "irsa" | "elsewhere" | "none";
  readonly issuer: string;
}

/** The EKS clusters of an account: few accounts have one, and none has two in a Region. */
export function clusterIdentities(world: World, account: Account): ClusterIdentity[] {
  return account.regions.flatMap((region) => {
    const key = `${account.id}/${region}/eks`;
    const dice = new Dice(`${world.options.seed}/${key}`);
    if (account.kind !== "workload" || !dice.chance(0.5)) return [];
    const lacking = dice.pick(["none", "elsewhere"] as const);
    const proper = dice.pick(["pod-identity", "irsa"] as const);
    return [
      {
        cluster: dice.pick(["platform", "batch-jobs"] as const),
        region,
        mechanism: problem(world, `${key}/identity`, 0.4) ? lacking : proper,
        issuer: `oidc.eks.${region}.amazonaws.com/id/${dice.hex(32).toUpperCase()}`,
      },
    ];
  });
}

interface WorkloadRole {
  readonly name: string;
  readonly path: string;
  readonly trust: object;
  readonly verdict: "notApplicable";
  readonly oidc: Verdict;
  readonly managed: readonly ManagedPolicy[];
}

function podRole(account: Account, { cluster, region, mechanism, issuer }: ClusterIdentity): WorkloadRole {
  // Nobody noticed that the cluster was made anew, with another issuer.
  const trusted = mechanism === "elsewhere" ? `${issuer.slice(0, -8)}00000000` : issuer;
  const Condition = {
    StringEquals: {
      [`${trusted}:aud`]: "sts.amazonaws.com",
      [`${trusted}:sub`]: "system:serviceaccount:orders:api",
    },
  };
  const pods = { Service: "pods.eks.amazonaws.com" };
  const web = { Federated: `arn:aws:iam::${account.id}:oidc-provider/${trusted}` };
  const trust =
    mechanism === "pod-identity"
      ? { Effect: "Allow", Principal: pods, Action: ["sts:AssumeRole", "sts:TagSession"] }
      : { Effect: "Allow", Principal: web, Action: "sts:AssumeRoleWithWebIdentity", Condition };
  return {
    name: `pods-${cluster}-${region}`,
    path,
    trust: policyDocument(trust),
    verdict: "notApplicable",
    // Also where the issuer is another cluster's: that is for eks-pod-identity to say.
    oidc: mechanism === "pod-identity" ? "notApplicable" : "pass",
    managed: [],
  };
}

export const podRoleArn = (account: Account, { cluster, region }: ClusterIdentity) =>
  roleArn(account, `pods-${cluster}-${region}`);

/** The roles that an account's functions and pods act through. */
export function workloadRoles(world: World, account: Account): WorkloadRole[] {
  const trust = policyDocument({
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
  const logs = awsManaged("service-role/AWSLambdaBasicExecutionRole");
  const byName = new Map(
    functionRoles(world, account).map((each): [string, WorkloadRole] => {
      const name = each.roleArn.split("/").at(-1) ?? "";
      const managed = each.kind === "admin" ? [logs, awsManaged("AdministratorAccess")] : [logs];
      return [name, { name, path, trust, verdict: "notApplicable", oidc: "notApplicable", managed }];
    }),
  );
  const pods = clusterIdentities(world, account)
    .filter(({ mechanism }) => mechanism !== "none")
    .map((identity) => podRole(account, identity));
  return [...byName.values(), ...pods];
}
