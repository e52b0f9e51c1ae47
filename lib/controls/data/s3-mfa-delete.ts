import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, nist80053Ours, securityHub, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { versioningOf } from "./bucket-versioning.ts";

/**
 * Versioning of the bucket is enabled with MFA delete. While versioning is suspended there is no new version
 * to protect, so MFA delete alone does not pass.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
 */
export const s3MfaDelete = defineControl({
  id: "s3-mfa-delete",
  title: "MFA delete on",
  version: 1,
  severity: "low",
  pillar: "data",
  phase: 3,
  subject: "s3.bucket",
  reads: ["s3.bucket-versioning"],
  mappings: [
    ...securityHub("S3.20"),
    ...cis({ v14: ["2.1.3"], v30: ["2.1.2"], v50: ["2.1.2"] }),
    ...nist80053Ours("AC-6"),
    ...tenet("T6"),
  ],
  rationale:
    "Versions protect against mistakes, not against a stolen administrator who deletes the versions too. With " +
    "MFA delete that takes the root user's device, which a stolen key does not have.",
  remediation: {
    summary:
      "Enable it with the root user's MFA device, which is the only way: neither the console nor a role can. " +
      "It cannot be combined with lifecycle rules; where you need those, use Object Lock and accept this.",
    cli: `aws s3api put-bucket-versioning --bucket=${name} --versioning-configuration=Status=Enabled,MFADelete=Enabled --mfa="MFA_SERIAL CODE"`,
    terraform: lines(
      'resource "aws_s3_bucket_versioning" "this" {',
      `  bucket = "${name}"`,
      '  mfa    = "MFA_SERIAL CODE"',
      "  versioning_configuration {",
      '    status     = "Enabled"',
      '    mfa_delete = "Enabled"',
      "  }",
      "}",
    ),
    verify: `aws s3api get-bucket-versioning --bucket=${name} --query=MFADelete`,
  },
  evaluate: ({ resourceId, value }, facts) => {
    const versioning = versioningOf(facts, resourceId);
    const seen = fragment("Versioning", "s3.bucket-versioning", versioning);
    if (!versioning.mfaDelete) return fail(`${value.name} lets its versions be deleted without MFA.`, seen);
    return versioning.status === "Enabled"
      ? pass(`${value.name} asks for MFA before a version is deleted.`, seen)
      : fail(`${value.name} has MFA delete, but makes no new versions.`, seen);
  },
});
