import { defineControl, fail, fragment, pass } from "../define.ts";
import { fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";

/**
 * VPC Block Public Access is on in the Region: it blocks internet gateways in both directions, or what comes in
 * alone. Whether single VPCs and subnets may be left out of it is told.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export const vpcBpa = defineControl({
  id: "vpc-bpa",
  title: "VPC Block Public Access",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.vpc-block-public-access",
  reads: [],
  mappings: [...fsbp("EC2.172"), ...nist80053Ours("SC-7"), ...tenet("T2")],
  rationale:
    "One setting for a Region overrules every route, gateway and security group that would let the internet in, " +
    "whoever makes them and when. What must be public becomes a short list of exclusions that somebody decided on.",
  remediation: {
    summary:
      "Run a Network Access Analyzer scope to see what would be cut off, make exclusions for the VPCs or subnets that " +
      "must be public, then block ingress; block both ways where nothing needs the internet.",
    cli: lines(
      `aws ec2 create-vpc-block-public-access-exclusion --region=${region} --subnet-id=SUBNET --internet-gateway-exclusion-mode=allow-bidirectional`,
      `aws ec2 modify-vpc-block-public-access-options --region=${region} --internet-gateway-block-mode=block-ingress`,
    ),
    terraform: lines(
      'resource "aws_vpc_block_public_access_options" "this" {',
      `  region                      = "${region}"`,
      '  internet_gateway_block_mode = "block-ingress"',
      "}",
    ),
    verify: `aws ec2 describe-vpc-block-public-access-options --region=${region}`,
  },
  runbook: "public-exposure",
  evaluate: ({ value: { internetGatewayBlockMode: mode, exclusions } }, _, at) => {
    const options = fragment("Options", "ec2.vpc-block-public-access", {
      internetGatewayBlockMode: mode,
      exclusions,
    });
    return mode === "off"
      ? fail(`VPC Block Public Access is off in ${at.region}.`, options)
      : pass(`VPC Block Public Access is on in ${at.region}: ${mode}.`, options);
  },
});
