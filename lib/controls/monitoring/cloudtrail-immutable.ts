import { defineControl, fail, filling, fragment, pass, Undecidable } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder } from "../placeholders.ts";
import { whose } from "./trails.ts";

const bucket = placeholder("bucket");

/**
 * The bucket a trail delivers to has Object Lock with a default retention, in whichever account it is: without
 * one, files are locked only if CloudTrail asked for it, which it never does. Where the bucket's account was not
 * seen nothing can be said.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export const cloudtrailImmutable = defineControl({
  id: "cloudtrail-immutable",
  title: "Logs are immutable",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 4,
  subject: "cloudtrail.trail",
  reads: ["postern.log-bucket"],
  mappings: [...nist80053Ours("AU-9(2)"), ...tenet("T7"), ...checklist(6)],
  rationale:
    "Whoever takes over an account deletes the log first, and with it the proof of everything else. Locked files " +
    "cannot be deleted or changed until their time is over, by an administrator of the bucket's account either.",
  remediation: {
    summary:
      "Enable Object Lock on the bucket, which needs versioning, and set a default retention: compliance mode where " +
      "nobody may ever shorten it, governance mode while you try it. It locks the files that come from then on.",
    cli: lines(
      "# In the account that owns the bucket:",
      `aws s3api put-bucket-versioning --bucket=${bucket} --versioning-configuration=Status=Enabled`,
      `aws s3api put-object-lock-configuration --bucket=${bucket} --object-lock-configuration='{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"COMPLIANCE","Days":365}}}'`,
    ),
    terraform: lines(
      'resource "aws_s3_bucket_versioning" "logs" {',
      `  bucket = "${bucket}"`,
      "  versioning_configuration {",
      '    status = "Enabled"',
      "  }",
      "}",
      "",
      'resource "aws_s3_bucket_object_lock_configuration" "logs" {',
      `  bucket = "${bucket}"`,
      "  rule {",
      "    default_retention {",
      '      mode = "COMPLIANCE"',
      "      days = 365",
      "    }",
      "  }",
      "  depends_on = [aws_s3_bucket_versioning.logs]",
      "}",
    ),
    fills: ["bucket"],
    verify: `aws s3api get-object-lock-configuration --bucket=${bucket}`,
  },
  evaluate: ({ value: trail }, facts) => {
    const [, partition = "aws"] = trail.arn.split(":");
    const found = facts.one("postern.log-bucket", `arn:${partition}:s3:::${trail.bucketName}`)?.payload;
    if (found === undefined)
      throw new Undecidable(
        "The bucket a trail delivers to is in an account that was not seen.",
        "s3.bucket-object-lock",
      );
    const { lock, ownerId, name } = found;
    const seen = [
      fragment("Trail", "cloudtrail.trail bucketName", trail.bucketName),
      fragment(`Object Lock in ${ownerId}`, "s3.bucket-object-lock", lock),
    ];
    if (lock.enabled && lock.mode !== null && lock.retentionDays !== null)
      return pass(
        `${whose(trail)} delivers to ${name}, which locks files for ${lock.retentionDays} days in ${lock.mode} mode.`,
        ...seen,
      );
    const lacking = lock.enabled ? "locks no file by default" : "has no Object Lock";
    return filling(fail(`${whose(trail)} delivers to ${name}, which ${lacking}.`, ...seen), {
      bucket: trail.bucketName,
    });
  },
});
