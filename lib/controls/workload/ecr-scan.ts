import { covers } from "#lib/iam/pattern.ts";
import { defineControl, fail, filling, fragment, pass, Undecidable } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, placeholder, region } from "../placeholders.ts";

const repository = placeholder("repository");
const byItself = new Set(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"]);

/** A filter with a star is matched as a whole, one without wherever it stands in the name. */
function matches(filter: string, name: string): boolean {
  return filter.includes("*") ? covers(filter, name) : name.includes(filter);
}

/**
 * New images of a repository are scanned by themselves: by a rule of the registry that matches its name, on push
 * or continuously, or by the repository's own scan on push. Enhanced scanning goes by the registry's rules alone
 * and switches off what they leave out.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export const ecrScan = defineControl({
  id: "ecr-scan",
  title: "Images are scanned",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "ecr.repository",
  reads: ["ecr.registry-scanning"],
  mappings: [...fsbp("ECR.1"), ...nist80053("RA-5"), ...tenet("T5")],
  rationale:
    "Most of what an image holds was written by others, and new flaws in it are published every day. A scan when " +
    "it is pushed finds them before it runs; a continuous one also when they are published later.",
  remediation: {
    summary:
      "Turn on enhanced scanning for the whole registry, so that new repositories are covered without anyone " +
      "thinking of them.",
    cli: lines(
      `aws ecr put-registry-scanning-configuration --region=${region} --scan-type=ENHANCED --rules='[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":[{"filter":"*","filterType":"WILDCARD"}]}]'`,
      "# Or, with basic scanning, for this repository alone:",
      `aws ecr put-image-scanning-configuration --region=${region} --repository-name=${repository} --image-scanning-configuration=scanOnPush=true`,
    ),
    terraform: lines(
      'resource "aws_ecr_registry_scanning_configuration" "this" {',
      '  scan_type = "ENHANCED"',
      "  rule {",
      '    scan_frequency = "CONTINUOUS_SCAN"',
      "    repository_filter {",
      '      filter      = "*"',
      '      filter_type = "WILDCARD"',
      "    }",
      "  }",
      "}",
    ),
    fills: ["repository"],
    verify: `aws ecr batch-get-repository-scanning-configuration --region=${region} --repository-names=${repository}`,
  },
  evaluate: ({ value }, facts, at) => {
    const registry = facts.one("ecr.registry-scanning", `region/${at.region}`)?.payload;
    if (registry === undefined)
      throw new Undecidable(
        "The scanning configuration of the registry is not among the facts.",
        "ecr.registry-scanning",
      );
    const own = fragment("Scan on push", "ecr.repository scanOnPush", value.scanOnPush);
    const enhanced = registry.scanType === "ENHANCED";
    if (value.scanOnPush && !enhanced) return pass(`${value.name} is scanned on push.`, own);
    const place = registry.rules.findIndex(
      ({ frequency, filters }) =>
        byItself.has(frequency) && filters.some((filter) => matches(filter, value.name)),
    );
    const rule = registry.rules[place];
    if (rule !== undefined)
      return pass(
        `A rule of the registry scans ${value.name}: ${rule.frequency}.`,
        fragment(`Rule ${place + 1}`, `ecr.registry-scanning rules[${place}]`, {
          frequency: rule.frequency,
          filters: rule.filters,
        }),
      );
    const type = fragment("Scan type", "ecr.registry-scanning scanType", registry.scanType);
    return filling(
      enhanced && value.scanOnPush
        ? fail(`Enhanced scanning leaves ${value.name} out, whose own scan on push it replaced.`, own, type)
        : fail(`Nothing scans the images of ${value.name} by itself.`, own, type),
      { repository: value.name },
    );
  },
});
