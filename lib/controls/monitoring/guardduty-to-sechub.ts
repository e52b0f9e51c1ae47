import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

const product = "aws/guardduty";

/**
 * Security Hub of the Region takes in GuardDuty's findings. Where Security Hub is off it takes in nothing. The
 * subject is the Region: where there is no subscription there is no fact to judge.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-internal-providers.html
 */
export const guarddutyToSechub = defineControl({
  id: "guardduty-to-sechub",
  title: "GuardDuty routed to Security Hub",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 4,
  subject: "securityhub.product-subscription",
  reads: [],
  mappings: [...nist80053Ours("SI-4"), ...tenet("T7"), ...checklist(7)],
  rationale:
    "A threat that is found and shown where nobody looks is not found. Routed to Security Hub it stands beside " +
    "everything else, in one place and one format, with one way to be told of it.",
  remediation: {
    summary:
      "Switch Security Hub on in the Region, best for the whole Organization by its administrator, and enable the " +
      "integration of GuardDuty if somebody has disabled it.",
    cli: lines(
      `aws securityhub enable-security-hub --region=${region}`,
      `aws securityhub enable-import-findings-for-product --region=${region} --product-arn=arn:aws:securityhub:${region}::product/${product}`,
    ),
    terraform: lines(
      'resource "aws_securityhub_account" "this" {',
      `  region = "${region}"`,
      "}",
      "",
      'resource "aws_securityhub_product_subscription" "guardduty" {',
      `  region      = "${region}"`,
      `  product_arn = "arn:aws:securityhub:${region}::product/${product}"`,
      "  depends_on  = [aws_securityhub_account.this]",
      "}",
    ),
    verify: `aws securityhub list-enabled-products-for-import --region=${region}`,
  },
  subjects: (facts, at) =>
    regionSubject(
      at,
      facts.all("securityhub.product-subscription").map((fact) => fact.payload.product),
    ),
  evaluate: ({ value: products }, _, { region: here }) => {
    const seen = fragment("Products", "securityhub.product-subscription product", [...products].sort());
    if (products.includes(product))
      return pass(`Security Hub in ${here} takes in GuardDuty's findings.`, seen);
    return products.length === 0
      ? fail(`Security Hub in ${here} takes in nothing.`)
      : fail(`Security Hub in ${here} does not take in GuardDuty's findings.`, seen);
  },
});
