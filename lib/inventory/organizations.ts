import { z } from "zod";

export const organization = z.strictObject({
  id: z.string(),
  managementAccountId: z.string(),
  featureSet: z.string(),
  rootId: z.string(),
  /** Policy types ENABLED at the root; an SCP has no effect while its type is off. */
  enabledPolicyTypes: z.array(z.string()),
});

export const accountStates = [
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  "PENDING_CLOSURE",
  "CLOSED",
] as const;

export const account = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.enum(accountStates),
  /** The root or organizational unit the account hangs on. */
  parentId: z.string(),
  /** Ids from the root down to the parent, joined by `/`: `r-ab12/ou-ab12-11111111`. */
  ouPath: z.string(),
  joinedAt: z.iso.datetime().nullable(),
});

export const organizationalUnit = z.strictObject({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  /** Ids from the root down to and including this one. */
  path: z.string(),
});

export const organizationPolicy = z.strictObject({
  id: z.string(),
  arn: z.string(),
  name: z.string(),
  type: z.string(),
  awsManaged: z.boolean(),
  /** The policy document as AWS returned it. */
  document: z.string(),
  /** Ids of the roots, organizational units and accounts it is attached to, sorted. */
  targetIds: z.array(z.string()),
});

export const delegatedAdministrator = z.strictObject({
  accountId: z.string(),
  /** Service principals delegated to it, such as `securityhub.amazonaws.com`, sorted. */
  services: z.array(z.string()),
});
