import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region, resource } from "../placeholders.ts";
import { whose } from "./trails.ts";

/**
 * The trail encrypts its files with a key of the customer's; S3's own encryption does not count. The
 * Organization's trail is judged in every account it records.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2
 */
export const cloudtrailKms = defineControl({
  id: "cloudtrail-kms",
  title: "Logs use a customer key",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 4,
  subject: "cloudtrail.trail",
  reads: [],
  mappings: [
    ...fsbp("CloudTrail.2"),
    ...cis({ v14: ["3.7"], v30: ["3.5"], v50: ["3.5"] }),
    ...nist80053("AU-9"),
    ...tenet("T7"),
  ],
  rationale:
    "The log tells an intruder what there is and who is watching. With a key of its own, reading it takes the " +
    "right to decrypt beside the right to read the bucket, and every reading leaves a trace.",
  remediation: {
    summary:
      "Make a key whose policy lets CloudTrail encrypt and the people who read logs decrypt, then give it to the " +
      "trail. Files that are already there stay as they are.",
    cli: `aws cloudtrail update-trail --region=${region} --name=${resource} --kms-key-id=KEY_ARN`,
    terraform: lines(
      'resource "aws_cloudtrail" "this" {',
      `  name           = "${name}"`,
      "  s3_bucket_name = aws_s3_bucket.logs.id",
      "  kms_key_id     = aws_kms_key.logs.arn",
      "}",
    ),
    verify: `aws cloudtrail get-trail --region=${region} --name=${resource} --query=Trail.KmsKeyId`,
  },
  evaluate: ({ value: trail }) => {
    const seen = fragment("Key", "cloudtrail.trail kmsKeyArn", trail.kmsKeyArn);
    return trail.kmsKeyArn === null
      ? fail(`${whose(trail)} uses no key of the customer's.`, seen)
      : pass(`${whose(trail)} encrypts with ${trail.kmsKeyArn}.`, seen);
  },
});
