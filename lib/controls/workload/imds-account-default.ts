import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";

/**
 * In the Region the account's default for new instances is IMDSv2, or the account refuses every launch
 * without it. No preference leaves version 1 to images and launches.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export const imdsAccountDefault = defineControl({
  id: "imds-account-default",
  title: "Account default is IMDSv2",
  version: 1,
  severity: "medium",
  pillar: "devices",
  phase: 3,
  subject: "ec2.metadata-defaults",
  reads: [],
  mappings: [...nist80053Ours("CM-6"), ...tenet("T5")],
  rationale:
    "Whoever launches a machine without thinking of its metadata service gets the account's default. Set once " +
    "for a Region it holds for every console click, script and third-party installer that says nothing.",
  remediation: {
    summary:
      "Set the default in every enabled Region, or once for the Organization by a declarative policy for EC2. A " +
      "hop limit of 2 keeps containers working.",
    cli: `aws ec2 modify-instance-metadata-defaults --region=${region} --http-tokens=required --http-put-response-hop-limit=2`,
    terraform: lines(
      'resource "aws_ec2_instance_metadata_defaults" "this" {',
      `  region                      = "${region}"`,
      '  http_tokens                 = "required"',
      "  http_put_response_hop_limit = 2",
      "}",
    ),
    verify: `aws ec2 get-instance-metadata-defaults --region=${region}`,
  },
  evaluate: ({ value: { httpTokens, httpTokensEnforced } }, _, at) => {
    const defaults = fragment("Defaults", "ec2.metadata-defaults httpTokens, httpTokensEnforced", {
      httpTokens,
      httpTokensEnforced,
    });
    if (httpTokens === "required")
      return pass(`New instances in ${at.region} require IMDSv2 by default.`, defaults);
    if (httpTokensEnforced === "enabled")
      return pass(`Nothing that answers IMDSv1 can be launched in ${at.region}.`, defaults);
    return httpTokens === null
      ? fail(`The account sets no default for IMDS in ${at.region}.`, defaults)
      : fail(`New instances in ${at.region} may answer IMDSv1 by default.`, defaults);
  },
});
