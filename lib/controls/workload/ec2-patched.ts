import { defineControl, fail, fragment, pass } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/**
 * The last patch scan of a machine found nothing missing and nothing failed. Patches that wait for a restart
 * are installed, and told. A machine that was never scanned has no patch state and is not a subject.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-2
 */
export const ec2Patched = defineControl({
  id: "ec2-patched",
  title: "Patch baseline met",
  version: 1,
  severity: "medium",
  pillar: "devices",
  phase: 3,
  subject: "ssm.patch-state",
  reads: [],
  mappings: [...fsbp("SSM.2"), ...nist80053("SI-2"), ...tenet("T5")],
  rationale:
    "Most break-ins by software use flaws for which a patch has been out for months. The baseline says which " +
    "patches count and by when; a machine that lacks them is the one that scanners find first.",
  remediation: {
    summary:
      "Install what is missing in a maintenance window, and look into what failed on the machine. Let an " +
      "association do it every week from then on.",
    cli: lines(
      `aws ssm describe-instance-patches --region=${region} --instance-id=${name} --filters=Key=State,Values=Missing,Failed`,
      `aws ssm send-command --region=${region} --document-name=AWS-RunPatchBaseline --targets=Key=InstanceIds,Values=${name} --parameters=Operation=Install,RebootOption=RebootIfNeeded`,
    ),
    terraform: lines(
      'resource "aws_ssm_association" "patch" {',
      '  name                = "AWS-RunPatchBaseline"',
      '  schedule_expression = "cron(0 2 ? * SUN *)"',
      "  parameters = {",
      '    Operation    = "Install"',
      '    RebootOption = "RebootIfNeeded"',
      "  }",
      "  targets {",
      '    key    = "InstanceIds"',
      `    values = ["${name}"]`,
      "  }",
      "}",
    ),
    verify: `aws ssm describe-instance-patch-states --region=${region} --instance-ids=${name}`,
  },
  subjects: (facts) =>
    facts.all("ssm.patch-state").map(({ resourceId, payload }) => ({
      resourceId,
      resourceType: payload.id.startsWith("mi-") ? "ssm.instance" : "ec2.instance",
      value: payload,
    })),
  evaluate: ({ value }) => {
    const { missing, failed, pendingReboot } = value;
    const state = fragment("Patches", "ssm.patch-state", {
      missing,
      failed,
      pendingReboot,
      criticalNonCompliant: value.criticalNonCompliant,
      securityNonCompliant: value.securityNonCompliant,
      baselineId: value.baselineId,
    });
    if (missing + failed > 0)
      return fail(`${value.id} lacks ${missing} patches, and ${failed} failed.`, state);
    return pendingReboot > 0
      ? pass(`${value.id} lacks no patch; ${pendingReboot} wait for a restart.`, state)
      : pass(`${value.id} lacks no patch.`, state);
  },
});
