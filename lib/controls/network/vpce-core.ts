import type { Fact } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, notApplicable, pass, type Slices } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { attachedInterfaces } from "./attached-interfaces.ts";
import { ownResources } from "./own-resources.ts";

const core = ["s3", "dynamodb", "secretsmanager"] as const;
type Core = (typeof core)[number];
const titles: Readonly<Record<Core, string>> = {
  s3: "S3",
  dynamodb: "DynamoDB",
  secretsmanager: "Secrets Manager",
};

type Endpoint = Fact<"ec2.vpc-endpoint">;
const indexes = new WeakMap<readonly Endpoint[], ReadonlyMap<string, readonly Endpoint[]>>();

function endpointsOf(facts: Slices<"ec2.vpc-endpoint">, vpcId: string): readonly Endpoint[] {
  const all = facts.all("ec2.vpc-endpoint");
  let index = indexes.get(all);
  if (index === undefined) {
    const grouped = new Map<string, Endpoint[]>();
    for (const endpoint of all) {
      const known = grouped.get(endpoint.payload.vpcId);
      if (known === undefined) grouped.set(endpoint.payload.vpcId, [endpoint]);
      else known.push(endpoint);
    }
    index = grouped;
    indexes.set(all, index);
  }
  return index.get(vpcId) ?? [];
}

/** `com.amazonaws.eu-west-1.s3`, also for FIPS and in China; not `s3express` or `s3-global.accesspoint`. */
function serviceOf(serviceName: string): Core | undefined {
  const last = /^(?:cn\.)?com\.amazonaws\.[^.]+\.([^.]+)$/.exec(serviceName)?.[1]?.replace(/-fips$/, "");
  return core.find((each) => each === last);
}

/**
 * A VPC in use has an available endpoint of S3, DynamoDB and Secrets Manager, of whatever type. In use is a VPC
 * with an interface in use that is more than NAT, a transit gateway or an endpoint. Endpoints that a central VPC
 * offers through a transit gateway cannot be told from here: where Secrets Manager is reached so, an exception
 * says it. A VPC that another account shares is judged in its owner's.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export const vpceCore = defineControl({
  id: "vpce-core",
  title: "Endpoints for S3, DynamoDB, Secrets Manager",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.vpc",
  reads: ["ec2.vpc-endpoint", "ec2.network-interface"],
  mappings: [...nist80053Ours("SC-7"), ...tenet("T2"), ...checklist(9)],
  rationale:
    "Without endpoints a workload reaches its data and its secrets through the internet, so it needs a way out that " +
    "also serves an attacker. With them that way can be closed, and policies can ask that requests come from this VPC.",
  remediation: {
    summary:
      "Gateway endpoints for S3 and DynamoDB cost nothing; add them to every route table. Secrets Manager takes an " +
      "interface endpoint with private DNS, in two zones.",
    cli: lines(
      `aws ec2 create-vpc-endpoint --region=${region} --vpc-id=${name} --vpc-endpoint-type=Gateway --service-name=com.amazonaws.REGION.s3 --route-table-ids=ROUTE_TABLE`,
      `aws ec2 create-vpc-endpoint --region=${region} --vpc-id=${name} --vpc-endpoint-type=Gateway --service-name=com.amazonaws.REGION.dynamodb --route-table-ids=ROUTE_TABLE`,
      `aws ec2 create-vpc-endpoint --region=${region} --vpc-id=${name} --vpc-endpoint-type=Interface --service-name=com.amazonaws.REGION.secretsmanager --subnet-ids SUBNET_A SUBNET_B --security-group-ids=GROUP --private-dns-enabled`,
    ),
    terraform: lines(
      'resource "aws_vpc_endpoint" "s3" {',
      `  vpc_id            = "${name}"`,
      '  vpc_endpoint_type = "Gateway"',
      `  service_name      = "com.amazonaws.${region}.s3"`,
      "  route_table_ids   = [aws_route_table.private.id]",
      "}",
      "",
      'resource "aws_vpc_endpoint" "secretsmanager" {',
      `  vpc_id              = "${name}"`,
      '  vpc_endpoint_type   = "Interface"',
      `  service_name        = "com.amazonaws.${region}.secretsmanager"`,
      "  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]",
      "  security_group_ids  = [aws_security_group.endpoints.id]",
      "  private_dns_enabled = true",
      "}",
    ),
    verify: `aws ec2 describe-vpc-endpoints --region=${region} --filters=Name=vpc-id,Values=${name} --query="VpcEndpoints[].[ServiceName,State]"`,
  },
  subjects: (facts, at) => ownResources(facts.all("ec2.vpc"), at),
  evaluate: ({ value: { id } }, facts) => {
    if (!attachedInterfaces(facts).inhabitedVpcIds.has(id))
      return notApplicable(`Nothing is attached to ${id}.`);
    const endpoints = endpointsOf(facts, id).filter(
      ({ payload }) => serviceOf(payload.serviceName) !== undefined,
    );
    const fragments = endpoints.map(({ payload: { id: endpoint, serviceName, type, state } }) =>
      fragment(endpoint, "ec2.vpc-endpoint serviceName, state", { serviceName, type, state }),
    );
    const there = new Set(
      endpoints
        .filter(({ payload }) => payload.state.toLowerCase() === "available")
        .map(({ payload }) => serviceOf(payload.serviceName)),
    );
    const missing = core.filter((each) => !there.has(each)).map((each) => titles[each]);
    return missing.length === 0
      ? pass(`${id} has endpoints of S3, DynamoDB and Secrets Manager.`, ...fragments)
      : fail(`${id} has no available endpoint of ${missing.join(", ")}.`, ...fragments);
  },
});
