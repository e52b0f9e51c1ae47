import { instant } from "./calendar.ts";
import { Dice } from "./dice.ts";
import type { VpcEndpoint } from "./network.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for vpce-policy-scoped (every endpoint that is not going; not applicable to services of others and to types
// without a policy) and tells network.ts whether a VPC has the three endpoints that vpce-core asks for.

interface Place {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
}

const core = ["s3", "dynamodb", "secretsmanager"] as const;
type Core = (typeof core)[number];

const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

function openPolicies(service: Core): readonly [object[], ...object[][]] {
  return [
    [all],
    [all],
    [{ ...all, Principal: { AWS: "*" }, Action: `${service}:*` }],
    [{ ...all, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    [{ ...all, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }],
    [{ Effect: "Allow", Principal: "*", NotAction: `${service}:DeleteResourcePolicy`, Resource: "*" }],
  ];
}

function closedPolicies(
  service: Core,
  { world, account, region }: Place,
): readonly [object[], ...object[][]] {
  const ours = { "aws:PrincipalOrgID": world.organization.id };
  const named = {
    s3: [`arn:aws:s3:::app-data-${account.id}`, `arn:aws:s3:::app-data-${account.id}/*`],
    dynamodb: [`arn:aws:dynamodb:${region}:${account.id}:table/*`],
    secretsmanager: [`arn:aws:secretsmanager:${region}:${account.id}:secret:*`],
  }[service];
  return [
    [{ ...all, Condition: { StringEquals: { ...ours, "aws:ResourceOrgID": world.organization.id } } }],
    [{ ...all, Resource: named }],
    [{ ...all, Principal: { AWS: `arn:aws:iam::${account.id}:root` } }],
    [
      all,
      {
        ...all,
        Sid: "Perimeter",
        Effect: "Deny",
        Condition: { StringNotEqualsIfExists: ours, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
      },
    ],
    [{ ...all, Action: [`${service}:Get*`, `${service}:List*`] }],
  ];
}

interface Made {
  readonly endpoint: VpcEndpoint;
  readonly row: TruthRow | undefined;
}

function make(
  place: Place,
  key: string,
  vpcId: string,
  shape: Partial<VpcEndpoint>,
  verdict: TruthRow["verdict"] | undefined,
): Made {
  const { account, region } = place;
  const id = `vpce-0${new Dice(`${key}/id`).hex(16)}`;
  const arn = `arn:aws:ec2:${region}:${account.id}:vpc-endpoint/${id}`;
  return {
    endpoint: {
      VpcEndpointId: id,
      VpcId: vpcId,
      OwnerId: account.id,
      State: "available",
      CreationTimestamp: instant(account.joined, 120),
      Tags: [],
      ...shape,
    },
    row: verdict && rowsIn(account, region)("vpce-policy-scoped", arn, verdict),
  };
}

function makeCore(place: Place, key: string, vpcId: string, service: Core, routeTables: string[]) {
  const own = `${key}/endpoint/${service}`;
  const dice = new Dice(own);
  const lacking = problem(place.world, own, 0.22);
  const left = dice.pick(["nothing", "nothing", "deleting", "pending"] as const);
  if (lacking && left === "nothing") return { made: undefined, lacking };
  const open = problem(place.world, `${own}/policy`, 0.5);
  const document = open ? dice.pick(openPolicies(service)) : dice.pick(closedPolicies(service, place));
  const gateway = service !== "secretsmanager" && dice.chance(0.8);
  const name = `com.amazonaws.${place.region}.${service}`;
  const shape: Partial<VpcEndpoint> = {
    VpcEndpointType: gateway ? "Gateway" : "Interface",
    ServiceName: service === "secretsmanager" && dice.chance(0.15) ? `${name}-fips` : name,
    State: lacking ? left : "available",
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: document }),
    ...(gateway && { RouteTableIds: routeTables }),
  };
  const verdict = lacking && left === "deleting" ? undefined : open ? "fail" : "pass";
  return { made: make(place, own, vpcId, shape, verdict), lacking };
}

/** Endpoints that no policy can narrow, and one that only sounds like those of S3. */
function makeOthers(place: Place, key: string, vpcId: string): Made[] {
  const own = `${key}/endpoint/others`;
  const dice = new Dice(own);
  const service = `com.amazonaws.vpce.${place.region}.vpce-svc-0${dice.hex(16)}`;
  const PolicyDocument = JSON.stringify({ Statement: [all] });
  const partner = { VpcEndpointType: "Interface", ServiceName: service, PolicyDocument } as const;
  const firewall = { VpcEndpointType: "GatewayLoadBalancer", ServiceName: service } as const;
  const express = {
    VpcEndpointType: "Gateway",
    ServiceName: `com.amazonaws.${place.region}.s3express`,
    PolicyDocument,
  } as const;
  return [
    ...(dice.chance(0.25) ? [make(place, `${own}/partner`, vpcId, partner, "notApplicable")] : []),
    ...(dice.chance(0.2) ? [make(place, `${own}/firewall`, vpcId, firewall, "notApplicable")] : []),
    ...(dice.chance(0.2) ? [make(place, `${own}/express`, vpcId, express, "fail")] : []),
  ];
}

/** The endpoints of a VPC; `complete` where those of S3, DynamoDB and Secrets Manager can all be used. */
export function makeEndpoints(
  place: Place,
  key: string,
  vpcId: string,
  routeTables: string[],
): { endpoints: VpcEndpoint[]; truth: TruthRow[]; complete: boolean } {
  const cores = core.map((service) => makeCore(place, key, vpcId, service, routeTables));
  const made = [...cores.flatMap((each) => each.made ?? []), ...makeOthers(place, key, vpcId)];
  return {
    endpoints: made.map(({ endpoint }) => endpoint),
    truth: made.flatMap(({ row }) => row ?? []),
    complete: cores.every(({ lacking }) => !lacking),
  };
}
