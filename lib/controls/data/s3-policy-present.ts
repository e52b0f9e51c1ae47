import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { bucketStatements } from "./bucket-policies.ts";

/**
 * Every bucket has a bucket policy: `NoSuchBucketPolicy` is a failure. What the policy says is judged by
 * other controls.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const s3PolicyPresent = defineControl({
  id: "s3-policy-present",
  title: "Buckets have an explicit policy",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "s3.bucket",
  reads: ["s3.bucket-policy"],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T4"), ...checklist(5)],
  rationale:
    "Without a policy of its own a bucket is open to whatever identity policies happen to allow, now and " +
    "later. A bucket policy says at the data who may come and how, and survives a careless grant elsewhere.",
  remediation: {
    summary: "Attach a policy that names who may use the bucket, and at least refuses plain HTTP.",
    cli: lines(
      "# policy.json: the statements that this bucket needs",
      `aws s3api put-bucket-policy --bucket=${name} --policy=file://policy.json`,
    ),
    terraform: lines(
      'resource "aws_s3_bucket_policy" "this" {',
      `  bucket = "${name}"`,
      "  policy = data.aws_iam_policy_document.bucket.json",
      "}",
    ),
    verify: `aws s3api get-bucket-policy --bucket=${name}`,
  },
  runbook: "data-exfiltration",
  evaluate: ({ resourceId, value }, facts) => {
    const statements = bucketStatements(facts, resourceId);
    return statements === null
      ? fail(`${value.name} has no bucket policy.`, fragment("Policy", "s3.bucket-policy document", null))
      : pass(`${value.name} has a policy of ${statements.length} statements.`);
  },
});
