import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { checklist, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region, resource } from "../placeholders.ts";

/**
 * Automatic rotation of the secret is on. A secret that another service keeps for itself, and a replica, which
 * its primary Region rotates, are not the account's to rotate here: without rotation of their own they are not
 * applicable.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1
 */
export const secretsRotation = defineControl({
  id: "secrets-rotation",
  title: "Secrets rotate",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "secretsmanager.secret",
  reads: [],
  mappings: [...fsbp("SecretsManager.1"), ...nist80053("AC-2(1)"), ...tenet("T3"), ...checklist(10)],
  rationale:
    "A secret that never changes works for whoever copied it, years after they left. Rotation by machine ends " +
    "that without anyone having to remember, and proves that the secret can be changed on the day it must be.",
  remediation: {
    summary:
      "Give the secret a rotation function and a schedule; AWS has ready functions for its databases. For an " +
      "RDS password, better let RDS manage it.",
    cli: lines(
      `aws secretsmanager rotate-secret --region=${region} --secret-id=${resource} --rotation-lambda-arn=FUNCTION_ARN --rotation-rules=AutomaticallyAfterDays=30`,
    ),
    terraform: lines(
      'resource "aws_secretsmanager_secret_rotation" "this" {',
      `  region              = "${region}"`,
      `  secret_id           = "${resource}"`,
      "  rotation_lambda_arn = aws_lambda_function.rotation.arn",
      "  rotation_rules {",
      "    automatically_after_days = 30",
      "  }",
      "}",
    ),
    verify: `aws secretsmanager describe-secret --region=${region} --secret-id=${resource} --query=RotationEnabled`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }, _, at) => {
    const { name, rotationEnabled, rotationDays, lastRotatedOn, owningService, primaryRegion } = value;
    const seen = fragment("Rotation", "secretsmanager.secret", {
      rotationEnabled,
      rotationDays,
      lastRotatedOn,
    });
    if (rotationEnabled)
      return pass(
        rotationDays === null ? `${name} is rotated.` : `${name} is rotated every ${rotationDays} days.`,
        seen,
      );
    if (owningService !== null)
      return notApplicable(
        `${name} is kept by ${owningService}, which rotates it or not.`,
        fragment("Owner", "secretsmanager.secret owningService", owningService),
      );
    if (primaryRegion !== null && primaryRegion !== at.region)
      return notApplicable(
        `${name} is a replica; ${primaryRegion} rotates it.`,
        fragment("Primary Region", "secretsmanager.secret primaryRegion", primaryRegion),
      );
    return fail(
      lastRotatedOn === null
        ? `${name} was never rotated.`
        : `${name} was last rotated on ${lastRotatedOn}, and is no longer.`,
      seen,
    );
  },
});
