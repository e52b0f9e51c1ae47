import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { defineControl, fail, fragment, notApplicable, pass, Undecidable } from "../define.ts";
import { cis, nist80053, securityHub, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";

/** Why KMS could not rotate a key by itself; null where it could. */
function unrotatable({ spec, usage, origin, state }: PayloadOf<"kms.key">): string | null {
  if (spec !== "SYMMETRIC_DEFAULT" || usage !== "ENCRYPT_DECRYPT")
    return `KMS does not rotate ${spec} keys for ${usage}`;
  if (origin !== "AWS_KMS") return `KMS does not rotate key material of origin ${origin}`;
  return state === "Enabled" ? null : `KMS rotates no key that is ${state}`;
}

/**
 * Every customer managed key that KMS could rotate does: symmetric, for encryption, with material of KMS
 * itself, and enabled. A replica of a multi-Region key shows the rotation of its primary.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export const kmsRotation = defineControl({
  id: "kms-rotation",
  title: "Customer keys rotate",
  version: 1,
  severity: "medium",
  pillar: "data",
  phase: 3,
  subject: "kms.key",
  reads: ["kms.key-rotation"],
  mappings: [
    ...securityHub("KMS.4"),
    ...cis({ v14: ["3.8"], v30: ["3.6"], v50: ["3.6"] }),
    ...nist80053("SC-12"),
    ...tenet("T5"),
  ],
  rationale:
    "A key that never changes protects more data every year, and whoever gets hold of it once reads all of it. " +
    "Rotation costs nothing: the key keeps its id and its alias, and old data stays readable.",
  remediation: {
    summary:
      "Switch on automatic rotation; nothing that uses the key notices. Of a multi-Region key, rotate the " +
      "primary: its replicas follow.",
    cli: `aws kms enable-key-rotation --region=${region} --key-id=${name} --rotation-period-in-days=365`,
    terraform: lines(
      'resource "aws_kms_key" "this" {',
      `  region                  = "${region}"`,
      "  enable_key_rotation     = true",
      "  rotation_period_in_days = 365",
      "}",
    ),
    verify: `aws kms get-key-rotation-status --region=${region} --key-id=${name}`,
  },
  evaluate: ({ resourceId, value }, facts) => {
    const called = value.aliases[0] ?? value.id;
    const reason = unrotatable(value);
    if (reason !== null)
      return notApplicable(
        `${reason}: ${called}.`,
        fragment("Key", "kms.key", {
          spec: value.spec,
          usage: value.usage,
          origin: value.origin,
          state: value.state,
        }),
      );
    const rotation = facts.one("kms.key-rotation", resourceId)?.payload;
    if (rotation === undefined)
      throw new Undecidable("A key's rotation is not among the facts.", "kms.key-rotation");
    const seen = fragment("Rotation", "kms.key-rotation", rotation);
    if (!rotation.enabled) return fail(`${called} is not rotated.`, seen);
    return rotation.periodDays === null
      ? pass(`${called} is rotated.`, seen)
      : pass(`${called} is rotated every ${rotation.periodDays} days.`, seen);
  },
});
