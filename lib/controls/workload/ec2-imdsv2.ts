import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { liveInstances } from "./instances.ts";

/**
 * Instances answer metadata requests with a session token only (IMDSv2), or not at all.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8
 */
export const ec2Imdsv2 = defineControl({
  id: "ec2-imdsv2",
  title: "IMDSv2 required",
  version: 1,
  severity: "high",
  pillar: "devices",
  phase: 3,
  subject: "ec2.instance",
  reads: [],
  mappings: [...fsbp("EC2.8"), ...cis({ v30: ["5.6"], v50: ["5.7"] }), ...nist80053("AC-3"), ...tenet("T6")],
  rationale:
    "The metadata service hands out the credentials of the instance's role. Its first version gives them to " +
    "any request, so one web application that can be made to fetch an address gives the role away; the second " +
    "version asks for a token that such a request cannot get.",
  remediation: {
    summary:
      "See in CloudWatch (MetadataNoToken) that nothing uses version 1, then require tokens. Nothing restarts.",
    cli: `aws ec2 modify-instance-metadata-options --region=${region} --instance-id=${name} --http-tokens=required --http-endpoint=enabled`,
    terraform: lines(
      'resource "aws_instance" "this" {',
      "  metadata_options {",
      '    http_endpoint = "enabled"',
      '    http_tokens   = "required"',
      "  }",
      "}",
    ),
    verify: `aws ec2 describe-instances --region=${region} --instance-ids=${name} --query="Reservations[].Instances[].MetadataOptions"`,
  },
  runbook: "credential-compromise",
  subjects: liveInstances,
  evaluate: ({ value }) => {
    const options = fragment("Metadata options", "ec2.instance httpEndpoint, httpTokens", {
      httpEndpoint: value.httpEndpoint,
      httpTokens: value.httpTokens,
    });
    if (value.httpEndpoint === "disabled") return pass(`${value.id} has no metadata endpoint.`, options);
    if (value.httpTokens === "required") return pass(`${value.id} requires IMDSv2.`, options);
    if (value.httpTokens === null) throw new Undecidable("AWS gave no metadata options for an instance.");
    return fail(`${value.id} still answers IMDSv1.`, options);
  },
});
