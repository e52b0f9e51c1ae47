import { defineControl, fail, fragment, pass } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { liveInstances } from "../workload/instances.ts";
import { attachedInterfaces } from "./attached-interfaces.ts";

/**
 * No interface of an instance has a public IPv4 address, its own or an Elastic IP, the secondary ones included.
 * An IPv6 address is public by its form and private by its routes: it is judged with those, not here.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9
 */
export const ec2Private = defineControl({
  id: "ec2-private",
  title: "Instances have no public address",
  version: 1,
  severity: "high",
  pillar: "networks",
  phase: 2,
  subject: "ec2.instance",
  reads: ["ec2.network-interface"],
  mappings: [...fsbp("EC2.9"), ...nist80053("SC-7"), ...tenet("T2")],
  rationale:
    "With a public address a single open rule in a security group is enough to put the machine on the internet. " +
    "Without one it takes a second mistake, and outbound traffic passes a NAT gateway where it can be seen.",
  remediation: {
    summary:
      "Serve users through a load balancer and administrators through Session Manager. An Elastic IP can be taken " +
      "away at once; an address from the subnet goes with a launch into a private one.",
    cli: lines(
      `aws ec2 describe-addresses --region=${region} --filters=Name=instance-id,Values=${name}`,
      `aws ec2 disassociate-address --region=${region} --association-id=ASSOCIATION`,
      "# An address that the subnet gave, on an instance's only interface:",
      `aws ec2 modify-network-interface-attribute --region=${region} --network-interface-id=INTERFACE --no-associate-public-ip-address`,
    ),
    terraform: lines(
      'resource "aws_instance" "this" {',
      "  subnet_id                   = aws_subnet.private.id",
      "  associate_public_ip_address = false",
      "}",
    ),
    verify: `aws ec2 describe-network-interfaces --region=${region} --filters=Name=attachment.instance-id,Values=${name} --query="NetworkInterfaces[].Association.PublicIp"`,
  },
  runbook: "public-exposure",
  subjects: liveInstances,
  evaluate: ({ value: { id, publicIp } }, facts) => {
    const open = (attachedInterfaces(facts).byInstance.get(id) ?? []).filter(
      ({ payload }) => payload.publicIp !== null,
    );
    const addresses = [...new Set([publicIp, ...open.map(({ payload }) => payload.publicIp)])].filter(
      (address) => address !== null,
    );
    if (addresses.length === 0) return pass(`${id} has no public address.`);
    return fail(
      `${id} has a public address: ${addresses.sort().join(", ")}.`,
      fragment("Public address", "ec2.instance publicIp", publicIp),
      ...open.map(({ payload }) => fragment(payload.id, "ec2.network-interface publicIp", payload.publicIp)),
    );
  },
});
