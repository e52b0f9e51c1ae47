import { hasProblem } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { Guardrail } from "./guardrails.ts";
import { type Account, pathOf } from "./organization.ts";
import { type ModelOptions, row, type TruthRow, type World } from "./world.ts";

// Speaks for scp-region-limit (<account id>, global, every account; not applicable to the management account): passes
// where a policy on the account, its units or the root forbids work in other Regions, with the global services and one
// role left out, as AWS documents it. Policies that limit one service, forbid work in one Region, or spare every role
// limit nothing.

/** A policy about Regions, with what it was written to do. */
interface RegionLimit extends Guardrail {
  readonly limits: boolean;
}

const regions = ["us-east-1", "eu-west-1", "eu-central-1", "us-west-2"];
const globalServices = [
  "iam:*",
  "organizations:*",
  "route53:*",
  "cloudfront:*",
  "support:*",
  "sts:*",
  "budgets:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
];
const elsewhere = { StringNotEquals: { "aws:RequestedRegion": regions } };
const deployer = { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/OrganizationDeployment"] } };

function deny(over: object): string {
  const Statement = [{ Sid: "Regions", Effect: "Deny", Resource: "*", ...over }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const proper = [
  deny({ NotAction: globalServices, Condition: elsewhere }),
  deny({ NotAction: globalServices, Condition: { ...elsewhere, ...deployer } }),
  deny({
    Action: "*",
    Condition: { StringNotLike: { "aws:RequestedRegion": ["eu-*", "us-*"] }, ...deployer },
  }),
] as const;

const idle = [
  deny({ Action: ["ec2:*"], Condition: elsewhere }),
  deny({ NotAction: globalServices, Condition: { StringEquals: { "aws:RequestedRegion": "ap-south-1" } } }),
  deny({
    NotAction: globalServices,
    Condition: { ...elsewhere, ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
  }),
  deny({ NotAction: globalServices, Resource: "arn:aws:ec2:*:*:instance/*", Condition: elsewhere }),
] as const;

/** The policies that say where work may be done, and where they hang on a day. */
export function regionLimits(
  options: ModelOptions,
  day: number,
  rootId: string,
  units: ReadonlyMap<string, { readonly id: string }>,
): RegionLimit[] {
  return ["Security", "Infrastructure", "Workloads", "Sandbox"].flatMap((name): RegionLimit[] => {
    const key = `${options.seed}/region-limit/${name}`;
    const dice = new Dice(key);
    const limits = !hasProblem(key, 0.6, day, options.epoch);
    const document = limits ? dice.pick(proper) : dice.pick(idle);
    // Some units have no such policy at all until somebody writes one.
    if (!limits && dice.chance(0.3)) return [];
    const made = {
      id: `p-${dice.hex(8)}`,
      name: `regions-${name.toLowerCase()}`,
      description: "Where work may be done",
      awsManaged: false,
      document,
      targets: [units.get(name)?.id ?? rootId],
      forbids: [],
      spares: [],
      limits,
    };
    return [made];
  });
}

/** What scp-region-limit must say about an account. */
export function regionLimitTruth(world: World, account: Account): TruthRow {
  const { organization, options, day } = world;
  if (account.id === organization.managementId)
    return row(account, "scp-region-limit", account.id, "notApplicable");
  const places = new Set(pathOf(organization, account));
  const units = new Map(organization.units.map((unit) => [unit.name, unit]));
  const limited =
    organization.features === "ALL" &&
    regionLimits(options, day, organization.rootId, units).some(
      ({ limits, targets }) => limits && targets.some((target) => places.has(target)),
    );
  return row(account, "scp-region-limit", account.id, limited ? "pass" : "fail");
}
