import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region, resource } from "../placeholders.ts";
import { whose } from "./trails.ts";

/**
 * Log file validation of the trail is on. The Organization's trail is judged in every account it records,
 * where its logs are the account's evidence too; only its owner can change it.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4
 */
export const cloudtrailValidation = defineControl({
  id: "cloudtrail-validation",
  title: "Log file validation",
  version: 1,
  severity: "low",
  pillar: "visibility",
  phase: 4,
  subject: "cloudtrail.trail",
  reads: [],
  mappings: [
    ...fsbp("CloudTrail.4"),
    ...cis({ v14: ["3.2"], v30: ["3.2"], v50: ["3.2"] }),
    ...nist80053("AU-9"),
    ...tenet("T7"),
  ],
  rationale:
    "A log that may have been edited proves nothing. With validation CloudTrail signs a digest of its files " +
    "every hour, so that a file that was changed, or is missing, shows.",
  remediation: {
    summary: "Switch it on; it costs nothing and validates files from then on.",
    cli: `aws cloudtrail update-trail --region=${region} --name=${resource} --enable-log-file-validation`,
    terraform: lines(
      'resource "aws_cloudtrail" "this" {',
      `  name                       = "${name}"`,
      "  s3_bucket_name             = aws_s3_bucket.logs.id",
      "  enable_log_file_validation = true",
      "}",
    ),
    verify: `aws cloudtrail get-trail --region=${region} --name=${resource} --query=Trail.LogFileValidationEnabled`,
  },
  evaluate: ({ value: trail }) => {
    const seen = fragment(
      "Log file validation",
      "cloudtrail.trail logFileValidation",
      trail.logFileValidation,
    );
    return trail.logFileValidation
      ? pass(`${whose(trail)} signs digests of its files.`, seen)
      : fail(`${whose(trail)} signs no digests of its files.`, seen);
  },
});
