import { defineControl, fail, pass } from "../define.ts";
import { checklist, cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";
import { managementGap, trailFragment, trailsOf, whose } from "./trails.ts";

/**
 * One trail, of the account or of the Organization, is logging in all Regions and keeps every read and write
 * management event. Leaving out the noise of KMS and of the RDS Data API narrows nothing that matters.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1
 */
export const cloudtrailAllRegions = defineControl({
  id: "cloudtrail-all-regions",
  title: "Trail in all Regions",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 4,
  subject: "ec2.region",
  reads: ["cloudtrail.trail"],
  mappings: [
    ...fsbp("CloudTrail.1"),
    ...cis({ v14: ["3.1"], v30: ["3.1"], v50: ["3.1"] }),
    ...nist80053("AU-12"),
    ...tenet("T7"),
    ...checklist(6),
  ],
  rationale:
    "What no trail records did not happen, as far as anyone can prove afterwards. Intruders go to the Regions " +
    "nobody uses because nobody looks there, so a trail for one Region leaves them the rest.",
  remediation: {
    summary:
      "Make one trail for the whole Organization, in all Regions, with every management event, into a bucket of " +
      "the log archive account; then the accounts' own trails can go.",
    cli: lines(
      "# In the management account, or in the account that administers CloudTrail:",
      "aws cloudtrail create-trail --name=organization --s3-bucket-name=BUCKET --is-multi-region-trail --is-organization-trail --enable-log-file-validation --kms-key-id=KEY_ARN",
      "aws cloudtrail start-logging --name=organization",
      "# A trail that exists already:",
      "aws cloudtrail update-trail --name=TRAIL --is-multi-region-trail --include-global-service-events",
    ),
    terraform: lines(
      'resource "aws_cloudtrail" "organization" {',
      '  name                          = "organization"',
      "  s3_bucket_name                = aws_s3_bucket.logs.id",
      "  is_multi_region_trail         = true",
      "  is_organization_trail         = true",
      "  include_global_service_events = true",
      "  enable_log_file_validation    = true",
      "  kms_key_id                    = aws_kms_key.logs.arn",
      "}",
    ),
    verify: "aws cloudtrail describe-trails --query='trailList[].[TrailARN,IsMultiRegionTrail]'",
  },
  subjects: (_, at) => accountSubject(at, null),
  evaluate: (_, facts, at) => {
    const { trails, notFound } = trailsOf(facts, at);
    const judged = trails.map(({ payload }) => ({ trail: payload, gap: managementGap(payload) }));
    const whole = judged.find(({ gap }) => gap === null);
    if (whole !== undefined)
      return pass(
        `${whose(whole.trail)} records every management event of every Region.`,
        trailFragment(whole.trail),
      );
    notFound();
    if (judged.length === 0) return fail("No trail records the account.");
    return fail(
      judged.map(({ trail, gap }) => `${whose(trail)} ${gap}.`).join(" "),
      ...judged.map(({ trail }) => trailFragment(trail)),
    );
  },
});
