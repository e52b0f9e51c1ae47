import { defineControl, fail, fragment, pass } from "../define.ts";
import { nist80053, securityHub, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { versioningOf } from "./bucket-versioning.ts";

/**
 * Versioning of the bucket is enabled; suspended versioning keeps old versions and makes no new ones.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14
 */
export const s3Versioning = defineControl({
  id: "s3-versioning",
  title: "Versioning on",
  version: 1,
  severity: "low",
  pillar: "data",
  phase: 3,
  subject: "s3.bucket",
  reads: ["s3.bucket-versioning"],
  mappings: [...securityHub("S3.14"), ...nist80053("CP-9"), ...tenet("T5")],
  rationale:
    "Without versions, whoever overwrites or deletes an object, by mistake or to extort a ransom, does so for " +
    "good. With them the object of yesterday is one call away.",
  remediation: {
    summary:
      "Enable versioning, and add a lifecycle rule that ends old versions after a time you can afford to keep.",
    cli: `aws s3api put-bucket-versioning --bucket=${name} --versioning-configuration=Status=Enabled`,
    terraform: lines(
      'resource "aws_s3_bucket_versioning" "this" {',
      `  bucket = "${name}"`,
      "  versioning_configuration {",
      '    status = "Enabled"',
      "  }",
      "}",
    ),
    verify: `aws s3api get-bucket-versioning --bucket=${name}`,
  },
  evaluate: ({ resourceId, value }, facts) => {
    const { status } = versioningOf(facts, resourceId);
    const seen = fragment("Versioning", "s3.bucket-versioning status", status);
    if (status === "Enabled") return pass(`${value.name} keeps versions.`, seen);
    return status === "Suspended"
      ? fail(`Versioning of ${value.name} is suspended.`, seen)
      : fail(`${value.name} never kept versions.`, seen);
  },
});
