import { accountId, arn, fact, region } from "#lib/controls/testing/facts.ts";
import { aclEntry, networkAcl, subnet, vpc } from "#lib/controls/testing/network-facts.ts";
import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";

type Route = PayloadOf<"ec2.route-table">["routes"][number];

/** An active route, unless its state is given. */
export function route(destination: string, target: string | null, state = "active"): Route {
  return { destination, target, state };
}

/** The main table of `vpc-1`, or one of some subnets. */
export function routeTable(
  id: string,
  routes: Route[],
  over: Partial<PayloadOf<"ec2.route-table">> = {},
): Fact<"ec2.route-table"> {
  const main = over.subnetIds === undefined;
  const payload = { id, vpcId: "vpc-1", main, subnetIds: [], routes, ...over };
  return fact("ec2.route-table", arn.ec2(`route-table/${id}`), payload);
}

export function internetGateway(id: string, ...vpcIds: string[]): Fact<"ec2.internet-gateway"> {
  return fact("ec2.internet-gateway", arn.ec2(`internet-gateway/${id}`), { id, vpcIds });
}

/** VPC Block Public Access of the test account's Region. */
export function block(mode: string): Fact<"ec2.vpc-block-public-access"> {
  const payload = { internetGatewayBlockMode: mode, exclusions: "allowed" };
  return fact("ec2.vpc-block-public-access", `region/${region}`, payload);
}

export function exclusion(what: string, mode = "allow-bidirectional", state = "create-complete") {
  const id = `vpcbpa-exclude-${what.replace("/", "-")}`;
  const payload = { id, mode, excludedArn: arn.ec2(what), state };
  return fact(
    "ec2.vpc-block-public-access-exclusion",
    arn.ec2(`vpc-block-public-access-exclusion/${id}`),
    payload,
  );
}

/** AWS's own default: everything in, everything out, of both families. */
export const defaultEntries = [
  aclEntry(),
  aclEntry({ ruleNumber: 101, cidr: "::/0" }),
  aclEntry({ egress: true }),
  aclEntry({ egress: true, ruleNumber: 101, cidr: "::/0" }),
];

/** The default network ACL of `vpc-1`. */
export function defaultAcl(entries = defaultEntries): Fact<"ec2.network-acl"> {
  const acl = networkAcl("acl-default", entries, []);
  return { ...acl, payload: { ...acl.payload, isDefault: true } };
}

/** A VPC whose only subnet the internet reaches, piece by piece so that a test can take one out. */
export const openVpc = {
  vpc: vpc("vpc-1"),
  subnet: subnet("subnet-1"),
  table: routeTable("rtb-main", [
    route("10.0.0.0/16", "local"),
    route("0.0.0.0/0", "igw-1"),
    route("::/0", "igw-1"),
  ]),
  gateway: internetGateway("igw-1", "vpc-1"),
  acl: defaultAcl(),
  block: block("off"),
} satisfies Record<string, Fact>;

/** The same facts as another account, the owner of the VPC, gives them. */
export function ownedBy<F extends Fact>(facts: F, owner: string): F {
  return { ...facts, accountId: owner, resourceId: facts.resourceId.replace(accountId, owner) };
}
