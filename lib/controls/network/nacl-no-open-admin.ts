import { hasUnreadableCidr, openAclPorts } from "#lib/network/acl-ports.ts";
import { defineControl, fail, fragment, notApplicable, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { ownResources } from "./own-resources.ts";

/** SSH and RDP. */
const adminPorts = [22, 3389];

/**
 * No network ACL of a subnet lets any address reach TCP 22 or 3389 in effect: entries apply by ascending number,
 * the first that fits decides, for IPv4 and IPv6 each. A VPC's default ACL counts like any other. Not applicable
 * to an ACL without subnets.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21
 */
export const naclNoOpenAdmin = defineControl({
  id: "nacl-no-open-admin",
  title: "NACLs close admin ports",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.network-acl",
  reads: [],
  mappings: [
    ...fsbp("EC2.21"),
    ...cis({ v14: ["5.1"], v30: ["5.1"], v50: ["5.2"] }),
    ...nist80053("AC-4(21)"),
    ...tenet("T2"),
  ],
  rationale:
    "Security groups are changed every day by many people; the network ACL is the fence around the whole subnet that " +
    "still stands when one of them opens SSH to the world. It costs two entries and is set once.",
  remediation: {
    summary:
      "Put denies of 22 and 3389 before the entry that allows, for IPv4 and IPv6, and allows for your own addresses " +
      "before those if you need them. Mind that 1024–65535 for answers holds 3389.",
    cli: lines(
      `aws ec2 create-network-acl-entry --region=${region} --network-acl-id=${name} --ingress --rule-number=10 --protocol=6 --port-range=From=22,To=22 --cidr-block=0.0.0.0/0 --rule-action=deny`,
      `aws ec2 create-network-acl-entry --region=${region} --network-acl-id=${name} --ingress --rule-number=11 --protocol=6 --port-range=From=3389,To=3389 --cidr-block=0.0.0.0/0 --rule-action=deny`,
      `aws ec2 create-network-acl-entry --region=${region} --network-acl-id=${name} --ingress --rule-number=12 --protocol=6 --port-range=From=22,To=22 --ipv6-cidr-block=::/0 --rule-action=deny`,
      `aws ec2 create-network-acl-entry --region=${region} --network-acl-id=${name} --ingress --rule-number=13 --protocol=6 --port-range=From=3389,To=3389 --ipv6-cidr-block=::/0 --rule-action=deny`,
    ),
    terraform: lines(
      'resource "aws_network_acl_rule" "no_ssh" {',
      `  network_acl_id = "${name}"`,
      "  rule_number    = 10",
      '  protocol       = "tcp"',
      '  rule_action    = "deny"',
      '  cidr_block     = "0.0.0.0/0"',
      "  from_port      = 22",
      "  to_port        = 22",
      "}",
      "",
      'resource "aws_network_acl_rule" "no_rdp" {',
      `  network_acl_id = "${name}"`,
      "  rule_number    = 11",
      '  protocol       = "tcp"',
      '  rule_action    = "deny"',
      '  cidr_block     = "0.0.0.0/0"',
      "  from_port      = 3389",
      "  to_port        = 3389",
      "}",
    ),
    verify: `aws ec2 describe-network-acls --region=${region} --network-acl-ids=${name} --query="NetworkAcls[].Entries"`,
  },
  runbook: "public-exposure",
  subjects: (facts, at) => ownResources(facts.all("ec2.network-acl"), at),
  evaluate: ({ value: { id, subnetIds, entries } }) => {
    if (subnetIds.length === 0) return notApplicable(`${id} belongs to no subnet.`);
    if (hasUnreadableCidr(entries))
      throw new Undecidable("An address range of a network ACL could not be read.", "ec2.network-acl");
    const open = openAclPorts(entries, adminPorts);
    if (open.length === 0)
      return pass(`${id} lets no arbitrary address reach ports ${adminPorts.join(", ")}.`);
    const ports = [...new Set(open.map(({ port }) => port))].join(", ");
    const families = [...new Set(open.map(({ family }) => `IPv${family}`))].sort().join(" and ");
    const places = [...new Set(open.flatMap((each) => each.entries))].sort((a, b) => a - b);
    return fail(
      `${id} of ${subnetIds.length} subnets lets any ${families} address reach TCP ${ports}.`,
      ...places.flatMap((place) => {
        const entry = entries[place];
        return entry === undefined
          ? []
          : [fragment(`Rule ${entry.ruleNumber}`, `ec2.network-acl entries[${place}]`, { ...entry })];
      }),
    );
  },
});
