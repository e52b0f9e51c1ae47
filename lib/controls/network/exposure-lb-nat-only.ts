import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { interfaceClass, siblingArn } from "#lib/network/attachment.ts";
import { attachedResource, ownerKinds, ownersOf } from "#lib/network/resource-of.ts";
import {
  type At,
  defineControl,
  fail,
  fragment,
  notApplicable,
  pass,
  type Slices,
  type Subject,
  Undecidable,
} from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { openPorts, openText, ruleFragments } from "./open-ports.ts";
import { isOwn } from "./own-resources.ts";

type Interface = Fact<"ec2.network-interface">;
type Group = Fact<"ec2.security-group">;
const groupsById = new WeakMap<readonly Group[], ReadonlyMap<string, Group>>();

/** Resources behind the account's own attached interfaces, each once with all its interfaces. */
function resources(
  facts: Slices<"ec2.network-interface" | (typeof ownerKinds)[number]>,
  { accountId }: Pick<At, "accountId">,
): readonly Subject<readonly Interface[]>[] {
  const owners = ownersOf(facts);
  const found = new Map<string, { resourceType: FactKind; value: Interface[] }>();
  for (const fact of facts.all("ec2.network-interface")) {
    if (fact.payload.status !== "in-use" || !isOwn(fact.resourceId, accountId)) continue;
    const { resourceId, resourceType } = attachedResource(fact, owners);
    const known = found.get(resourceId);
    if (known === undefined) found.set(resourceId, { resourceType, value: [fact] });
    else known.value.push(fact);
  }
  for (const { value } of found.values()) value.sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
  return [...found].map(([resourceId, rest]) => ({ resourceId, ...rest }));
}

/** A group of the interface's account; else, in a shared VPC, one of another account by its id. */
function groupOf(facts: Slices<"ec2.security-group">, at: Interface, id: string): Group {
  const own = facts.one("ec2.security-group", siblingArn(at.resourceId, "security-group", id));
  if (own !== undefined) return own;
  const all = facts.all("ec2.security-group");
  let byId = groupsById.get(all);
  if (byId === undefined) {
    byId = new Map(all.map((fact) => [fact.payload.id, fact]));
    groupsById.set(all, byId);
  }
  const shared = byId.get(id);
  if (shared === undefined)
    throw new Undecidable("An attached security group is not among the facts.", "ec2.security-group");
  return shared;
}

/**
 * Nothing but load balancers and NAT stands behind a security group that any address may enter, on any
 * port: tier 2, "attached", of network exposure. Whether packets can arrive is tier 3, not judged here. What stands
 * behind an interface is named by what AWS says of it; where it says nothing, the interface stands for itself.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18
 */
export const exposureLbNatOnly = defineControl({
  id: "exposure-lb-nat-only",
  title: "Only load balancers and NAT face the world",
  version: 2,
  severity: "high",
  pillar: "networks",
  phase: 2,
  subject: "ec2.network-interface",
  reads: ["ec2.security-group", "ec2.prefix-list", ...ownerKinds],
  mappings: [...fsbp("EC2.18"), ...nist80053("SC-7"), ...tenet("T2")],
  rationale:
    "What faces the internet is attacked first, so the list of things that do should be short and made for " +
    "it: load balancers and NAT gateways. Any other machine that accepts traffic from everywhere is one " +
    "unpatched flaw away from being a way in.",
  remediation: {
    summary:
      "Put a load balancer in front and let only its security group in. To isolate at once, replace the " +
      "groups of the resource by one without rules, and keep the flow logs of its interfaces.",
    cli: lines(
      "# For an instance; for an interface leave the filter out and give --network-interface-ids.",
      `aws ec2 describe-network-interfaces --region=${region} --filters=Name=attachment.instance-id,Values=${name}`,
      `aws ec2 revoke-security-group-ingress --region=${region} --group-id=GROUP --security-group-rule-ids=RULE`,
      `aws ec2 authorize-security-group-ingress --region=${region} --group-id=GROUP --protocol=tcp --port=443 --source-group=LOAD_BALANCER_GROUP`,
    ),
    terraform: lines(
      'resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {',
      "  security_group_id            = aws_security_group.workload.id",
      "  referenced_security_group_id = aws_security_group.load_balancer.id",
      '  ip_protocol                  = "tcp"',
      "  from_port                    = 443",
      "  to_port                      = 443",
      "}",
    ),
    verify: `aws ec2 describe-security-group-rules --region=${region} --filters=Name=group-id,Values=GROUP`,
  },
  runbook: "public-exposure",
  subjects: resources,
  evaluate: ({ value: interfaces }, facts) => {
    const judged = interfaces.filter((each) => interfaceClass(each.payload) === "other");
    const first = interfaces[0];
    if (judged.length === 0 && first !== undefined)
      return notApplicable(
        `The interface belongs to a ${interfaceClass(first.payload) === "nat" ? "NAT gateway" : "load balancer"}.`,
        fragment("Interface", "ec2.network-interface interfaceType", first.payload.interfaceType),
      );
    let undecided: Undecidable | null = null;
    for (const each of judged)
      for (const id of [...each.payload.securityGroupIds].sort())
        try {
          const { inbound } = groupOf(facts, each, id).payload;
          const open = openPorts(facts, inbound, () => true);
          if (open.length > 0)
            return fail(
              `${each.payload.id} carries ${id}, which lets any address reach ${openText(open)}.`,
              fragment("Interface", "ec2.network-interface", {
                id: each.payload.id,
                publicIp: each.payload.publicIp,
              }),
              ...ruleFragments(open, inbound, id),
            );
        } catch (error) {
          // Another group may still decide; only when none does is the resource undecidable.
          if (!(error instanceof Undecidable)) throw error;
          undecided ??= error;
        }
    if (undecided !== null) throw undecided;
    return pass("No security group of its interfaces lets any address in.");
  },
});
