import { holdsPort, type PortRange } from "#lib/network/open-rules.ts";
import { defineControl, fail, pass } from "../define.ts";
import { checklist, cis, fsbp, nist80053, securityHub, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { openPorts, openText, ruleFragments } from "./open-ports.ts";

/** SSH, RDP and Redshift. */
const adminPorts = [22, 3389, 5439];

function reachesAdmin(range: PortRange): boolean {
  return range.protocol === "-1" || adminPorts.some((port) => holdsPort(range, "tcp", port));
}

/**
 * No security group, attached or not, lets any address reach TCP 22, 3389 or 5439, or everything.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13
 */
export const sgNoOpenAdmin = defineControl({
  id: "sg-no-open-admin",
  title: "22, 3389, 5439 closed to the world",
  version: 1,
  severity: "critical",
  pillar: "networks",
  phase: 2,
  subject: "ec2.security-group",
  reads: ["ec2.prefix-list"],
  mappings: [
    ...fsbp("EC2.19", "Redshift.15"),
    ...securityHub("EC2.13", "EC2.14", "EC2.53", "EC2.54"),
    ...cis({ v14: ["5.2"], v30: ["5.2", "5.3"], v50: ["5.3", "5.4"] }),
    ...nist80053("AC-4", "SC-7"),
    ...tenet("T2"),
    ...checklist(8),
  ],
  rationale:
    "Every address on the internet is scanned for open SSH, RDP and database ports within minutes, and what " +
    "answers is attacked with stolen passwords and new exploits day and night. Administration belongs behind " +
    "Session Manager or a VPN, where an identity is asked for before a packet arrives.",
  remediation: {
    summary:
      "Reach instances through Session Manager instead, and databases from inside the VPC. Then remove the " +
      "rule, or narrow its source to the addresses or the security group that need it.",
    cli: lines(
      `aws ec2 describe-security-group-rules --region=${region} --filters=Name=group-id,Values=${name}`,
      `aws ec2 revoke-security-group-ingress --region=${region} --group-id=${name} --security-group-rule-ids=RULE`,
    ),
    terraform: lines(
      'resource "aws_vpc_security_group_ingress_rule" "admin" {',
      `  security_group_id            = "${name}"`,
      '  referenced_security_group_id = "BASTION_GROUP"',
      '  ip_protocol                  = "tcp"',
      "  from_port                    = 22",
      "  to_port                      = 22",
      "}",
    ),
    verify: `aws ec2 describe-security-groups --region=${region} --group-ids=${name} --query="SecurityGroups[].IpPermissions"`,
  },
  runbook: "public-exposure",
  evaluate: ({ value }, facts) => {
    const open = openPorts(facts, value.inbound, reachesAdmin);
    return open.length === 0
      ? pass(`${value.id} lets no arbitrary address reach ports ${adminPorts.join(", ")}.`)
      : fail(
          `${value.id} lets any address reach ${openText(open)}.`,
          ...ruleFragments(open, value.inbound, value.id),
        );
  },
});
