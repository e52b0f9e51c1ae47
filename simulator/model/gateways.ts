import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks, of resource-policy-no-public, for REST APIs: fails where everybody may call them, passes where the policy
// holds strangers back (by a condition, by naming who may, or by denying all but some addresses, as AWS documents
// it), not applicable without a policy. HTTP APIs have none.

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly endpoint: "EDGE" | "REGIONAL" | "PRIVATE";
  readonly policy: object | undefined;
  readonly endpointDisabled: boolean;
  readonly authorization: "NONE" | "AWS_IAM" | "COGNITO_USER_POOLS";
}

export interface HttpApi {
  readonly id: string;
  readonly name: string;
  readonly protocol: "HTTP" | "WEBSOCKET";
  readonly endpointDisabled: boolean;
  readonly routes: readonly {
    readonly id: string;
    readonly key: string;
    readonly authorization: "NONE" | "AWS_IAM" | "JWT";
  }[];
}

export interface Gateways {
  readonly restApis: readonly RestApi[];
  readonly httpApis: readonly HttpApi[];
  readonly truth: readonly TruthRow[];
}

type Sharing = "open" | "none" | "account" | "endpoint" | "organization" | "addresses" | "allButDenied";

function policyOf(sharing: Sharing, account: Account, world: World, dice: Dice): object | undefined {
  const Resource = "execute-api:/*";
  const allow = (Principal: unknown, Condition?: object) => ({
    Effect: "Allow",
    Principal,
    Action: "execute-api:Invoke",
    Resource,
    ...(Condition && { Condition }),
  });
  const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
  const offices = { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] };
  switch (sharing) {
    case "none":
      return undefined;
    case "open":
      return dice.pick([policy(allow("*")), policy(allow({ AWS: "*" }))]);
    case "account":
      return policy(allow({ AWS: `arn:aws:iam::${account.id}:root` }));
    case "endpoint":
      return policy(allow("*", { StringEquals: { "aws:SourceVpce": `vpce-0${dice.hex(16)}` } }));
    case "organization":
      return policy(allow("*", { StringEquals: { "aws:PrincipalOrgID": world.organization.id } }));
    case "addresses":
      return policy(allow("*", { IpAddress: offices }));
    case "allButDenied":
      return policy(allow("*"), {
        ...allow("*", { NotIpAddress: offices }),
        Effect: "Deny",
      });
  }
}

function makeRestApi(world: World, account: Account, region: string, name: string) {
  const key = `${account.id}/${region}/restapi/${name}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const closed = dice.pick<Sharing>([
    "none",
    "none",
    "account",
    "endpoint",
    "organization",
    "addresses",
    "allButDenied",
  ]);
  const sharing = problem(world, `${key}/open`, 0.25) ? "open" : closed;
  const usual = dice.pick(["EDGE", "REGIONAL"] as const);
  const made: RestApi = {
    id: dice.letters(10).toLowerCase(),
    name,
    endpoint: sharing === "endpoint" ? "PRIVATE" : usual,
    policy: policyOf(sharing, account, world, dice),
    endpointDisabled: dice.chance(0.2),
    authorization: dice.pick(["NONE", "AWS_IAM", "COGNITO_USER_POOLS"]),
  };
  const arn = `arn:aws:apigateway:${region}::/restapis/${made.id}`;
  const withPolicy: Verdict = sharing === "open" ? "fail" : "pass";
  const verdict = sharing === "none" ? "notApplicable" : withPolicy;
  return { made, truth: rowsIn(account, region)("resource-policy-no-public", arn, verdict) };
}

function makeHttpApi(world: World, account: Account, region: string, name: string): HttpApi {
  const dice = new Dice(`${world.options.seed}/${account.id}/${region}/httpapi/${name}`);
  const keys = ["GET /orders", "POST /orders", "$default"].slice(0, dice.int(1, 3));
  const socket = dice.chance(0.2);
  return {
    id: dice.letters(10).toLowerCase(),
    name,
    protocol: socket ? "WEBSOCKET" : "HTTP",
    endpointDisabled:
      fraction(`${world.options.seed}/${account.id}/${region}/httpapi/${name}/endpoint`) < 0.25,
    routes: (socket ? ["$connect"] : keys).map((key) => ({
      id: dice.letters(7).toLowerCase(),
      key,
      authorization: dice.pick(socket ? ["NONE", "AWS_IAM"] : ["NONE", "AWS_IAM", "JWT"]),
    })),
  };
}

const remember = remembered((world, place): Gateways => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const draw = fraction(`${world.options.seed}/${place}/gateways`);
  const rest = ["orders", "partners"].slice(0, Math.floor(draw * 3));
  const http = ["storefront", "events"].slice(0, Math.floor((1 - draw) * 3));
  const made = rest.map((name) => makeRestApi(world, account, region, name));
  return {
    restApis: made.map((each) => each.made),
    httpApis: http.map((name) => makeHttpApi(world, account, region, name)),
    truth: made.map(({ truth }) => truth),
  };
}, 1_000);

/** The APIs in API Gateway of one Region of an account. */
export function gatewaysOf(world: World, account: Account, region: string): Gateways {
  return remember(world, `${account.id}/${region}`);
}
