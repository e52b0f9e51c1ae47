import { defineControl, fail, fragment, pass } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { ownResources } from "./own-resources.ts";

/**
 * Subnets give no public IPv4 address to what is launched in them. Default subnets do until they are told not
 * to. A subnet that another account shares is judged in its owner's.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15
 */
export const subnetPrivate = defineControl({
  id: "subnet-private",
  title: "Subnets give no public address",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.subnet",
  reads: [],
  mappings: [...fsbp("EC2.15"), ...nist80053("SC-7"), ...tenet("T2")],
  rationale:
    "A subnet that hands out public addresses puts on the internet whatever is launched there by someone who did not " +
    "think of it. Where it does not, a public address has to be asked for, and shows in the request.",
  remediation: {
    summary:
      "Turn the setting off; what runs keeps its address. Load balancers and NAT gateways do not need it.",
    cli: `aws ec2 modify-subnet-attribute --region=${region} --subnet-id=${name} --no-map-public-ip-on-launch`,
    terraform: lines('resource "aws_subnet" "this" {', "  map_public_ip_on_launch = false", "}"),
    verify: `aws ec2 describe-subnets --region=${region} --subnet-ids=${name} --query="Subnets[].MapPublicIpOnLaunch"`,
  },
  subjects: (facts, at) => ownResources(facts.all("ec2.subnet"), at),
  evaluate: ({ value: { id, mapPublicIpOnLaunch } }) => {
    const setting = fragment(
      "Public address on launch",
      "ec2.subnet mapPublicIpOnLaunch",
      mapPublicIpOnLaunch,
    );
    return mapPublicIpOnLaunch
      ? fail(`${id} gives a public address to what is launched in it.`, setting)
      : pass(`${id} gives no public address.`, setting);
  },
});
