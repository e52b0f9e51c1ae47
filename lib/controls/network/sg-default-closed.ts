import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/**
 * The default security group of a VPC has no rules, inbound or outbound.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
 */
export const sgDefaultClosed = defineControl({
  id: "sg-default-closed",
  title: "Default security group is empty",
  version: 1,
  severity: "high",
  pillar: "networks",
  phase: 2,
  subject: "ec2.security-group",
  reads: [],
  mappings: [
    ...fsbp("EC2.2"),
    ...cis({ v14: ["5.3"], v30: ["5.4"], v50: ["5.5"] }),
    ...nist80053("SC-7(5)"),
    ...tenet("T2"),
  ],
  rationale:
    "Whatever is launched without a security group falls into the default one, whose rules let its members " +
    "talk to each other and to the whole internet. Emptied, it turns a forgotten setting into a machine that " +
    "does not work instead of one that is open.",
  remediation: {
    summary: "Move what still uses the group to groups of its own, then remove every rule.",
    cli: lines(
      `aws ec2 describe-network-interfaces --region=${region} --filters=Name=group-id,Values=${name}`,
      `aws ec2 describe-security-group-rules --region=${region} --filters=Name=group-id,Values=${name}`,
      `aws ec2 revoke-security-group-ingress --region=${region} --group-id=${name} --security-group-rule-ids=RULE`,
      `aws ec2 revoke-security-group-egress --region=${region} --group-id=${name} --security-group-rule-ids=RULE`,
    ),
    terraform: lines(
      "# Without ingress and egress blocks Terraform removes every rule.",
      'resource "aws_default_security_group" "closed" {',
      "  vpc_id = aws_vpc.this.id",
      "}",
    ),
    verify: `aws ec2 describe-security-group-rules --region=${region} --filters=Name=group-id,Values=${name}`,
  },
  runbook: "lateral-movement",
  subjects: (facts) =>
    facts
      .all("ec2.security-group")
      .filter((fact) => fact.payload.name === "default")
      .map((fact) => ({ resourceId: fact.resourceId, value: fact.payload })),
  evaluate: ({ value: { id, inbound, outbound } }) => {
    if (inbound.length + outbound.length === 0) return pass(`${id} has no rules.`);
    const rules = { inbound, outbound };
    const fragments = (["inbound", "outbound"] as const).flatMap((direction) =>
      rules[direction].map((rule, place) =>
        fragment(`${direction} rule ${place + 1}`, `ec2.security-group ${direction}[${place}]`, { ...rule }),
      ),
    );
    return fail(`${id} has ${inbound.length} inbound and ${outbound.length} outbound rules.`, ...fragments);
  },
});
