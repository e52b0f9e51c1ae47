import { Dice } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { type Planted, variablesWith } from "./planted.ts";
import { resourcePolicy } from "./resource-policies.ts";
import { rowsIn } from "./rows.ts";
import { type FunctionRole, functionRoles } from "./workload-roles.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks for lambda-env-no-secrets and workload-no-static-keys (every function), lambda-role-scoped (every function;
// fails where a function of another name, in whatever Region, has the same role or the role may do everything),
// lambda-url-auth (every function URL, by the URL's resource id) and, of resource-policy-no-public, for function
// policies: fails where everybody may invoke, also through a URL without authentication; not applicable to a function
// that has none.

export interface FunctionUrl {
  readonly arn: string;
  readonly url: string;
  readonly authType: "AWS_IAM" | "NONE";
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: "nodejs24.x" | "python3.13" | "java21" | undefined;
  readonly roleArn: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly kmsKeyArn: string | undefined;
  readonly vpc:
    | { readonly id: string; readonly subnetIds: string[]; readonly groupIds: string[] }
    | undefined;
  readonly url: FunctionUrl | undefined;
  readonly policy: object | undefined;
}

export interface Functions {
  readonly functions: readonly LambdaFunction[];
  readonly truth: readonly TruthRow[];
}

/** What AWS writes for a URL: everybody, as long as they come through a URL with this kind of authentication. */
function urlStatement(arn: string, authType: FunctionUrl["authType"]) {
  return {
    Sid: "FunctionURLAllowPublicAccess",
    Effect: "Allow",
    Principal: "*",
    Action: "lambda:InvokeFunctionUrl",
    Resource: arn,
    Condition: { StringEquals: { "lambda:FunctionUrlAuthType": authType } },
  };
}

function plantedIn(world: World, key: string): Planted {
  if (problem(world, `${key}/keys`, 0.12)) return "keys";
  return problem(world, `${key}/secret`, 0.22) ? "secret" : "nothing";
}

function vpcOf(world: World, account: Account, region: string): LambdaFunction["vpc"] {
  const network = networkOf(world, account, region);
  const vpcId = network.vpcs[0]?.VpcId;
  if (vpcId === undefined) return undefined;
  const mine = (item: { VpcId?: string | undefined }) => item.VpcId === vpcId;
  return {
    id: vpcId,
    subnetIds: network.subnets
      .filter(mine)
      .slice(2)
      .map(({ SubnetId = "" }) => SubnetId),
    groupIds: network.groups
      .filter(mine)
      .slice(0, 1)
      .map(({ GroupId = "" }) => GroupId),
  };
}

function makeFunction(
  world: World,
  account: Account,
  { function: name, region, kind, roleArn }: FunctionRole,
) {
  const key = `${account.id}/${region}/function/${name}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const arn = `arn:aws:lambda:${region}:${account.id}:function:${name}`;
  const planted = plantedIn(world, key);
  const hasUrl = dice.chance(0.4);
  const unauthenticated = hasUrl && problem(world, `${key}/url`, 0.45);
  const open = !hasUrl && problem(world, `${key}/open`, 0.12);
  const bare = !hasUrl && !open && dice.chance(0.4);
  const subject = { arn, action: "lambda:InvokeFunction", all: "lambda:*" };
  const { document } = resourcePolicy(dice, subject, open, world, account);
  const authType = unauthenticated ? "NONE" : "AWS_IAM";
  const urlPolicy = { Version: "2012-10-17", Id: "default", Statement: [urlStatement(arn, "NONE")] };
  // With IAM in front of the URL nothing need be written; the role's own policy decides.
  const withUrl = unauthenticated ? urlPolicy : undefined;
  const made: LambdaFunction = {
    name,
    arn,
    runtime: dice.pick(["nodejs24.x", "python3.13", "java21", undefined]),
    roleArn,
    variables: variablesWith(planted, dice, account.id, region),
    kmsKeyArn: dice.chance(0.3) ? encryptionKey(world, account, region) : undefined,
    vpc: dice.chance(0.4) ? vpcOf(world, account, region) : undefined,
    url: hasUrl
      ? { arn, url: `https://${dice.letters(32).toLowerCase()}.lambda-url.${region}.on.aws/`, authType }
      : undefined,
    policy: hasUrl ? withUrl : bare ? undefined : document,
  };
  const rowOf = rowsIn(account, region);
  const policyVerdict: Verdict = unauthenticated || open ? "fail" : "pass";
  const truth = [
    rowOf("lambda-env-no-secrets", arn, planted === "nothing" ? "pass" : "fail"),
    rowOf("workload-no-static-keys", arn, planted === "keys" ? "fail" : "pass"),
    rowOf("lambda-role-scoped", arn, kind === "own" ? "pass" : "fail"),
    rowOf("resource-policy-no-public", arn, made.policy === undefined ? "notApplicable" : policyVerdict),
    ...(hasUrl ? [rowOf("lambda-url-auth", arn, unauthenticated ? "fail" : "pass")] : []),
  ];
  return { made, truth };
}

const remember = remembered((world, place): Functions => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const made = functionRoles(world, account)
    .filter((each) => each.region === region)
    .map((each) => makeFunction(world, account, each));
  return { functions: made.map((each) => each.made), truth: made.flatMap(({ truth }) => truth) };
}, 1_000);

/** The functions of one Region of an account. */
export function functionsOf(world: World, account: Account, region: string): Functions {
  return remember(world, `${account.id}/${region}`);
}
