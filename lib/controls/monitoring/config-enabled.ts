import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region } from "../placeholders.ts";
import { regionSubject } from "../subjects.ts";

type Recorder = PayloadOf<"config.recorder">;

function flaw({ recording, lastStatus }: Recorder): string | null {
  if (!recording) return "is stopped";
  if (lastStatus === "Success") return null;
  return lastStatus === null ? "has delivered nothing yet" : `last ended in ${lastStatus}`;
}

/**
 * A recorder of the customer's records in every Region in scope and its last delivery succeeded, whichever
 * types it records; one that a service keeps for itself does not count. The subject is the Region.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1
 */
export const configEnabled = defineControl({
  id: "config-enabled",
  title: "Config records",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 4,
  subject: "config.recorder",
  reads: [],
  mappings: [
    ...fsbp("Config.1"),
    ...cis({ v14: ["3.5"], v30: ["3.3"], v50: ["3.3"] }),
    ...nist80053("CM-8"),
    ...tenet("T5"),
    ...checklist(11),
  ],
  rationale:
    "Config keeps what every resource was like at every moment. Without it Security Hub's controls have nothing " +
    "to judge, and after an incident nobody can say what was changed when.",
  remediation: {
    summary:
      "Record all types in every Region, the global ones in one of them, into the log archive; a StackSet or " +
      "Systems Manager's quick setup does it for all accounts. Where it fails, look at its role and its bucket.",
    cli: lines(
      `aws configservice put-configuration-recorder --region=${region} --configuration-recorder=name=default,roleARN=ROLE_ARN --recording-group=allSupported=true`,
      `aws configservice put-delivery-channel --region=${region} --delivery-channel=name=default,s3BucketName=BUCKET`,
      `aws configservice start-configuration-recorder --region=${region} --configuration-recorder-name=default`,
    ),
    terraform: lines(
      'resource "aws_config_configuration_recorder" "this" {',
      `  region   = "${region}"`,
      '  name     = "default"',
      "  role_arn = aws_iam_service_linked_role.config.arn",
      "  recording_group {",
      "    all_supported = true",
      "  }",
      "}",
      "",
      'resource "aws_config_delivery_channel" "this" {',
      `  region         = "${region}"`,
      "  s3_bucket_name = aws_s3_bucket.config.id",
      "  depends_on     = [aws_config_configuration_recorder.this]",
      "}",
      "",
      'resource "aws_config_configuration_recorder_status" "this" {',
      `  region     = "${region}"`,
      "  name       = aws_config_configuration_recorder.this.name",
      "  is_enabled = true",
      "  depends_on = [aws_config_delivery_channel.this]",
      "}",
    ),
    verify: `aws configservice describe-configuration-recorder-status --region=${region}`,
  },
  subjects: (facts, at) =>
    regionSubject(
      at,
      facts
        .all("config.recorder")
        .map((fact) => fact.payload)
        .filter(({ servicePrincipal }) => servicePrincipal === null),
    ),
  evaluate: ({ value: recorders }, _, { region: here }) => {
    const seen = recorders.map(({ name, recording, lastStatus }) =>
      fragment(`Recorder ${name}`, "config.recorder", { recording, lastStatus }),
    );
    const flaws = recorders.map((recorder) => ({ name: recorder.name, why: flaw(recorder) }));
    const good = flaws.find(({ why }) => why === null);
    if (good !== undefined) return pass(`Config records in ${here} by ${good.name}.`, ...seen);
    return recorders.length === 0
      ? fail(`Config has no recorder in ${here}.`)
      : fail(`${flaws.map(({ name, why }) => `Recorder ${name} ${why}`).join(", ")} in ${here}.`, ...seen);
  },
});
