import { defineControl, fail, fragment, pass } from "../define.ts";
import { fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/**
 * The default version of a launch template requires IMDSv2, or turns the metadata endpoint off. One that says
 * nothing leaves it to the account's default or to the image, which others may change: it does not require it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/ec2-launch-template-imdsv2-check.html
 */
export const ltImdsv2 = defineControl({
  id: "lt-imdsv2",
  title: "Launch templates require IMDSv2",
  version: 1,
  severity: "low",
  pillar: "devices",
  phase: 3,
  subject: "ec2.launch-template",
  reads: [],
  mappings: [...fsbp("EC2.170"), ...nist80053Ours("AC-3"), ...tenet("T6")],
  rationale:
    "Every machine that a group scales out to is a copy of its launch template, so an instance that was put right " +
    "by hand is replaced by one that answers IMDSv1 again. Fixed in the template it stays fixed.",
  remediation: {
    summary:
      "Make a new version that requires tokens and let it be the default. Instances that run keep what they have; " +
      "an instance refresh of the Auto Scaling group replaces them.",
    cli: lines(
      `aws ec2 create-launch-template-version --region=${region} --launch-template-id=${name} --source-version='$Default' --launch-template-data='{"MetadataOptions":{"HttpTokens":"required","HttpEndpoint":"enabled"}}'`,
      `aws ec2 modify-launch-template --region=${region} --launch-template-id=${name} --default-version=VERSION`,
    ),
    terraform: lines(
      'resource "aws_launch_template" "this" {',
      "  update_default_version = true",
      "  metadata_options {",
      '    http_endpoint = "enabled"',
      '    http_tokens   = "required"',
      "  }",
      "}",
    ),
    verify: `aws ec2 describe-launch-template-versions --region=${region} --launch-template-id=${name} --versions='$Default' --query="LaunchTemplateVersions[].LaunchTemplateData.MetadataOptions"`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }) => {
    const version = `The default version ${value.version} of ${value.name}`;
    const options = fragment("Metadata options", "ec2.launch-template httpEndpoint, httpTokens", {
      version: value.version,
      httpEndpoint: value.httpEndpoint,
      httpTokens: value.httpTokens,
    });
    if (value.httpEndpoint === "disabled")
      return pass(`${version} turns the metadata endpoint off.`, options);
    if (value.httpTokens === "required") return pass(`${version} requires IMDSv2.`, options);
    return value.httpTokens === null
      ? fail(`${version} leaves the version of IMDS to the account's default or the image.`, options)
      : fail(`${version} lets instances answer IMDSv1.`, options);
  },
});
