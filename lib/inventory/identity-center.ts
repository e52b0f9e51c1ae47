import { z } from "zod";

/** Resource id: the instance's ARN. */
export const instance = z.strictObject({
  arn: z.string(),
  identityStoreId: z.string(),
  /** The management account for the Organization's instance, else the account that made one for itself. */
  ownerAccountId: z.string().nullable(),
  status: z.string(),
  region: z.string(),
});

/** Resource id: the permission set's ARN. */
export const permissionSet = z.strictObject({
  arn: z.string(),
  instanceArn: z.string(),
  name: z.string(),
  /** ISO 8601, such as `PT8H`; AWS's own default of one hour where none was chosen. */
  sessionDuration: z.string(),
});

/** Resource id: `<permission set ARN>#<account>/<USER or GROUP>/<principal id>`. */
export const assignment = z.strictObject({
  permissionSetArn: z.string(),
  accountId: z.string(),
  principalType: z.string(),
  principalId: z.string(),
});

/** Nobody's name or address. Resource id: `arn:aws:identitystore:::user/<user id>`. */
export const user = z.strictObject({
  userId: z.string(),
  identityStoreId: z.string(),
  /** Issuers of the ids that other identity providers gave the user, sorted; empty for one of its own. */
  externalIssuers: z.array(z.string()),
});
