import type { PortRange } from "#lib/network/open-rules.ts";
import { defineControl, fail, notApplicable, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { attachedInterfaces } from "./attached-interfaces.ts";
import { openPorts, openText, ruleFragments } from "./open-ports.ts";
import { ownResources } from "./own-resources.ts";

/** All traffic, or every port of TCP or UDP, which is as good as that. */
function isEverything({ protocol, from, to }: PortRange): boolean {
  if (protocol === "-1") return true;
  return (protocol === "tcp" || protocol === "udp") && from <= 1 && to === 65535;
}

/**
 * A security group in use lets its members send to any address on some ports only: no outbound rule for all
 * traffic, or for every TCP or UDP port, to `0.0.0.0/0`, `::/0` or what adds up to them. Not applicable to a
 * group, default or not, that no interface in use wears: every new group has such a rule, and it limits nobody.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export const sgEgressRestricted = defineControl({
  id: "sg-egress-restricted",
  title: "Egress is limited",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.security-group",
  reads: ["ec2.network-interface", "ec2.prefix-list"],
  mappings: [...nist80053Ours("SC-7(5)"), ...tenet("T2")],
  rationale:
    "Who breaks into a machine next fetches tools from the internet and sends data out to it, over whatever port is " +
    "open. A group that names the destinations a workload needs stops both, and makes the attempt show.",
  remediation: {
    summary:
      "Look in the flow logs for where the members really send, allow those destinations (endpoints by their prefix " +
      "list, other tiers by their group, the web by 443 through a proxy), then remove the rule for everything.",
    cli: lines(
      `aws ec2 describe-security-group-rules --region=${region} --filters=Name=group-id,Values=${name}`,
      `aws ec2 authorize-security-group-egress --region=${region} --group-id=${name} --ip-permissions='IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=PREFIX_LIST}]'`,
      `aws ec2 revoke-security-group-egress --region=${region} --group-id=${name} --security-group-rule-ids=RULE`,
    ),
    terraform: lines(
      'resource "aws_vpc_security_group_egress_rule" "s3" {',
      `  security_group_id = "${name}"`,
      "  prefix_list_id    = data.aws_ec2_managed_prefix_list.s3.id",
      '  ip_protocol       = "tcp"',
      "  from_port         = 443",
      "  to_port           = 443",
      "}",
    ),
    verify: `aws ec2 describe-security-groups --region=${region} --group-ids=${name} --query="SecurityGroups[].IpPermissionsEgress"`,
  },
  runbook: "data-exfiltration",
  subjects: (facts, at) => ownResources(facts.all("ec2.security-group"), at),
  evaluate: ({ value: { id, outbound } }, facts) => {
    if (!attachedInterfaces(facts).groupIds.has(id)) return notApplicable(`No interface in use wears ${id}.`);
    const open = openPorts(facts, outbound, isEverything);
    return open.length === 0
      ? pass(`${id} lets its members send to any address on some ports at most.`)
      : fail(
          `${id} lets its members send ${openText(open)} to any address.`,
          ...ruleFragments(open, outbound, id, "outbound"),
        );
  },
});
