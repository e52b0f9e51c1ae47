import { z } from "zod";

/** A secret where none belongs: what kind it is, where it stands, and its SHA-256 in hex; never the secret. */
export const secretSighting = z.strictObject({
  /** The rule that found it: `aws-access-key`, `private-key`, `named-like-a-secret`; `not-scanned` where none looked. */
  type: z.string(),
  /** Where in the resource: `Environment.Variables.DB_PASSWORD`, `UserData line 12`. */
  place: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SecretSighting = z.infer<typeof secretSighting>;
