import { s3PolicyPresent } from "./data/s3-policy-present.ts";
import { s3TlsOnly } from "./data/s3-tls-only.ts";
import type { Control } from "./define.ts";
import { scpGuardrails } from "./governance/scp-guardrails.ts";
import { accessKeyAge90d } from "./identity/access-key-age-90d.ts";
import { iamNoFullAdmin } from "./identity/iam-no-full-admin.ts";
import { iamUserDormant90d } from "./identity/iam-user-dormant-90d.ts";
import { iamUserMfa } from "./identity/iam-user-mfa.ts";
import { rootHardwareMfa } from "./identity/root-hardware-mfa.ts";
import { rootNoKeys } from "./identity/root-no-keys.ts";
import { trustExternalGuarded } from "./identity/trust-external-guarded.ts";
import { guarddutyEnabled } from "./monitoring/guardduty-enabled.ts";
import { exposureLbNatOnly } from "./network/exposure-lb-nat-only.ts";
import { sgDefaultClosed } from "./network/sg-default-closed.ts";
import { sgNoOpenAdmin } from "./network/sg-no-open-admin.ts";
import { ec2Imdsv2 } from "./workload/ec2-imdsv2.ts";
import { ec2InstanceRole } from "./workload/ec2-instance-role.ts";

/** The catalogue in the order of its chapters: every control that is judged, one line each. */
export const controls: readonly Control[] = [
  iamUserMfa,
  iamNoFullAdmin,
  rootHardwareMfa,
  rootNoKeys,
  accessKeyAge90d,
  iamUserDormant90d,
  trustExternalGuarded,
  ec2InstanceRole,
  ec2Imdsv2,
  sgNoOpenAdmin,
  exposureLbNatOnly,
  sgDefaultClosed,
  s3PolicyPresent,
  s3TlsOnly,
  guarddutyEnabled,
  scpGuardrails,
];

const byId = new Map(controls.map((control) => [control.id, control]));

export function controlById(id: string): Control | undefined {
  return byId.get(id);
}
