import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { everySetting, openSettings } from "./public-access-block.ts";

/**
 * Each of the four settings of S3 Block Public Access is on for the bucket or for its account: S3 applies
 * the strictest combination of both.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const s3BpaBucket = defineControl({
  id: "s3-bpa-bucket",
  title: "Bucket blocks public access",
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 3,
  subject: "s3.bucket",
  reads: ["s3.bucket-public-access-block", "s3.account-public-access-block"],
  mappings: [
    ...fsbp("S3.8"),
    ...cis({ v14: ["2.1.5"], v30: ["2.1.4"], v50: ["2.1.4"] }),
    ...nist80053("AC-3"),
    ...tenet("T1"),
  ],
  rationale:
    "A bucket that does not block public access is one ACL or policy away from being readable by everyone, " +
    "and nobody looks at it again once it works. With the block on, that mistake has no effect.",
  remediation: {
    summary:
      "Switch on all four settings for the bucket; better, for the whole account. If it is public on purpose, " +
      "serve it through CloudFront with origin access control first.",
    cli: `aws s3api put-public-access-block --bucket=${name} --public-access-block-configuration=${everySetting}`,
    terraform: lines(
      'resource "aws_s3_bucket_public_access_block" "this" {',
      `  bucket                  = "${name}"`,
      "  block_public_acls       = true",
      "  ignore_public_acls      = true",
      "  block_public_policy     = true",
      "  restrict_public_buckets = true",
      "}",
    ),
    verify: `aws s3api get-public-access-block --bucket=${name}`,
  },
  runbook: "data-exfiltration",
  evaluate: ({ resourceId, value }, facts) => {
    const own = facts.one("s3.bucket-public-access-block", resourceId)?.payload;
    if (own === undefined)
      throw new Undecidable(
        "A bucket's block of public access is not among the facts.",
        "s3.bucket-public-access-block",
      );
    const ofBucket = fragment("Block Public Access of the bucket", "s3.bucket-public-access-block", own);
    if (openSettings(own).length === 0) return pass(`${value.name} blocks all public access.`, ofBucket);
    const account = facts.all("s3.account-public-access-block")[0]?.payload;
    if (account === undefined)
      throw new Undecidable(
        "The account's block of public access is not among the facts.",
        "s3.account-public-access-block",
      );
    const ofAccount = fragment(
      "Block Public Access of the account",
      "s3.account-public-access-block",
      account,
    );
    const open = openSettings(own, account);
    return open.length === 0
      ? pass(`The account blocks the public access that ${value.name} does not.`, ofBucket, ofAccount)
      : fail(`Neither ${value.name} nor its account sets ${open.join(", ")}.`, ofBucket, ofAccount);
  },
});
