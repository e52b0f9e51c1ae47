import { defineControl, fail, fragment, pass, Undecidable } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { account, lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { everySetting, openSettings } from "./public-access-block.ts";

/**
 * All four settings of S3 Block Public Access are on for the whole account. An account that never set them
 * has none on.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1
 */
export const s3BpaAccount = defineControl({
  id: "s3-bpa-account",
  title: "Account blocks public access",
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 3,
  subject: "s3.account-public-access-block",
  reads: [],
  mappings: [
    ...fsbp("S3.1"),
    ...cis({ v14: ["2.1.5"], v30: ["2.1.4"], v50: ["2.1.4"] }),
    ...nist80053("AC-3"),
    ...tenet("T1"),
  ],
  rationale:
    "One wrong ACL or bucket policy puts data on the internet, and most leaks of buckets began so. The block " +
    "of the account holds for every bucket it has and will have, whatever anyone writes on one of them.",
  remediation: {
    summary:
      "Find the buckets that are public on purpose, serve them through CloudFront with origin access control, " +
      "then switch on all four settings for the account.",
    cli: `aws s3control put-public-access-block --account-id=${account} --public-access-block-configuration=${everySetting}`,
    terraform: lines(
      'resource "aws_s3_account_public_access_block" "this" {',
      `  account_id              = "${account}"`,
      "  block_public_acls       = true",
      "  ignore_public_acls      = true",
      "  block_public_policy     = true",
      "  restrict_public_buckets = true",
      "}",
    ),
    verify: `aws s3control get-public-access-block --account-id=${account}`,
  },
  runbook: "data-exfiltration",
  subjects: (facts, at) =>
    accountSubject(at, facts.all("s3.account-public-access-block")[0]?.payload ?? null),
  evaluate: ({ value: block }) => {
    if (block === null) throw new Undecidable("The account's block of public access is not among the facts.");
    const settings = fragment("Block Public Access", "s3.account-public-access-block", block);
    const open = openSettings(block);
    return open.length === 0
      ? pass("The account blocks all public access to its buckets.", settings)
      : fail(`The account leaves ${open.join(", ")} off.`, settings);
  },
});
