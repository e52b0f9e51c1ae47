import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

/**
 * Every Region in scope has a GuardDuty detector that is ENABLED. The subject is the Region: where there is
 * no detector there is no fact to judge.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1
 */
export const guarddutyEnabled = defineControl({
  id: "guardduty-enabled",
  title: "GuardDuty everywhere",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 4,
  subject: "guardduty.detector",
  reads: [],
  mappings: [...fsbp("GuardDuty.1"), ...nist80053("SI-4"), ...tenet("T7"), ...checklist(7)],
  rationale:
    "GuardDuty watches for stolen credentials, crypto mining and data theft from logs that nobody else reads. " +
    "An attacker who finds a Region without it works there unseen, which is why an empty Region needs it too.",
  remediation: {
    summary:
      "Delegate an administrator for GuardDuty and turn on auto-enable for all accounts, so that new accounts " +
      "and Regions are covered without anyone thinking of them.",
    cli: lines(
      `aws guardduty create-detector --region=${region} --enable`,
      "# As the delegated administrator, for all accounts:",
      `aws guardduty update-organization-configuration --region=${region} --detector-id=DETECTOR --auto-enable-organization-members=ALL`,
    ),
    terraform: lines(
      'resource "aws_guardduty_detector" "this" {',
      `  region = "${region}"`,
      "  enable = true",
      "}",
      "",
      'resource "aws_guardduty_organization_configuration" "this" {',
      "  detector_id                      = aws_guardduty_detector.this.id",
      '  auto_enable_organization_members = "ALL"',
      "}",
    ),
    verify: `aws guardduty list-detectors --region=${region}`,
  },
  subjects: (facts, at) =>
    regionSubject(
      at,
      facts.all("guardduty.detector").map((fact) => fact.payload),
    ),
  evaluate: ({ value: detectors }, _, { region: here }) => {
    const fragments = detectors.map((detector) =>
      fragment("Detector", "guardduty.detector status", { id: detector.id, status: detector.status }),
    );
    if (detectors.some((detector) => detector.status === "ENABLED"))
      return pass(`GuardDuty is enabled in ${here}.`, ...fragments);
    return detectors.length === 0
      ? fail(`GuardDuty has no detector in ${here}.`)
      : fail(`The GuardDuty detector in ${here} is suspended.`, ...fragments);
  },
});
