import { z } from "zod";

/** Resource id: the EC2 instance's ARN; of a machine elsewhere `arn:aws:ssm:<region>:<account>:managed-instance/<id>`. */
export const instance = z.strictObject({
  id: z.string(),
  /** `Online`, `ConnectionLost` or `Inactive`. */
  pingStatus: z.string(),
  resourceType: z.string(),
  platformType: z.string().nullable(),
  platformName: z.string().nullable(),
  platformVersion: z.string().nullable(),
  agentVersion: z.string().nullable(),
});

/** What the last patch scan left open, in patches. Resource id: as of `ssm.instance`. */
export const patchState = z.strictObject({
  id: z.string(),
  baselineId: z.string(),
  patchGroup: z.string().nullable(),
  missing: z.int(),
  failed: z.int(),
  /** Installed, and without effect until the machine restarts. */
  pendingReboot: z.int(),
  criticalNonCompliant: z.int(),
  securityNonCompliant: z.int(),
});

/** Resource id: the parameter's ARN. Never its value. */
export const parameter = z.strictObject({
  name: z.string(),
  /** `String`, `StringList` or `SecureString`. */
  type: z.string(),
  tier: z.string(),
  /** The key of a `SecureString`. */
  keyId: z.string().nullable(),
});
