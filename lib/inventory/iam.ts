import { z } from "zod";

/** Days, not seconds: AWS publishes last use with hours of lag, and a day is all that a 90-day rule needs. */
const day = z.iso.date();

export const user = z.strictObject({
  arn: z.string(),
  name: z.string(),
  id: z.string(),
  createdAt: z.iso.datetime(),
  groups: z.array(z.string()),
  attachedPolicyArns: z.array(z.string()),
  boundaryArn: z.string().nullable(),
});

export const group = z.strictObject({
  arn: z.string(),
  name: z.string(),
  attachedPolicyArns: z.array(z.string()),
});

export const role = z.strictObject({
  arn: z.string(),
  name: z.string(),
  id: z.string(),
  path: z.string(),
  createdAt: z.iso.datetime(),
  /** The trust policy document, URL-decoded. */
  trustPolicy: z.string(),
  attachedPolicyArns: z.array(z.string()),
  boundaryArn: z.string().nullable(),
  lastUsedOn: day.nullable(),
});

export const instanceProfile = z.strictObject({
  arn: z.string(),
  name: z.string(),
  roleArns: z.array(z.string()),
});

export const policyTypes = ["customer", "aws", "inline"] as const;

/** Resource id: the ARN; for an inline policy `<principal ARN>#<policy name>`. */
export const policy = z.strictObject({
  name: z.string(),
  type: z.enum(policyTypes),
  /** The default version's document, URL-decoded. */
  document: z.string(),
  /** How many users, groups and roles carry it; 1 for an inline policy. */
  attachmentCount: z.int(),
  /** The user, group or role an inline policy stands in. */
  principalArn: z.string().nullable(),
});

const credentialKey = z.strictObject({
  active: z.boolean(),
  lastRotatedOn: day.nullable(),
  lastUsedOn: day.nullable(),
});

/** One row of the credential report. Resource id: the user's ARN (`…:root` for root). */
export const credential = z.strictObject({
  arn: z.string(),
  user: z.string(),
  isRoot: z.boolean(),
  createdOn: day.nullable(),
  /** Null where the report says `not_supported`, as it does for root. */
  passwordEnabled: z.boolean().nullable(),
  passwordLastUsedOn: day.nullable(),
  mfaActive: z.boolean(),
  keys: z.array(credentialKey),
});

/** Resource id: `arn:aws:iam::<account>:root`. */
export const accountSummary = z.strictObject({
  rootPasswordPresent: z.boolean(),
  rootMfaEnabled: z.boolean(),
  rootAccessKeysPresent: z.boolean(),
  users: z.int(),
  roles: z.int(),
});

/** Resource id: the serial number, which is an ARN. */
export const virtualMfaDevice = z.strictObject({
  serialNumber: z.string(),
  userArn: z.string().nullable(),
});

/** Resource id: `<user ARN>/access-key/<key id>`. */
export const accessKey = z.strictObject({
  keyId: z.string(),
  userArn: z.string(),
  active: z.boolean(),
  createdOn: day,
  /**
   * Asked for only of users with more than two keys, since the credential report tells of two; null where it was
   * not asked for. A key that was never used has a null day.
   */
  lastUsed: z
    .strictObject({ on: day.nullable(), service: z.string().nullable(), region: z.string().nullable() })
    .nullable(),
});

/** What a user or role may use and last did. Resource id: the principal's ARN. */
export const lastAccessed = z.strictObject({
  principalArn: z.string(),
  /** Every service that the principal's policies allow anything of, used or not, sorted by namespace. */
  services: z.array(
    z.strictObject({
      namespace: z.string(),
      lastOn: day.nullable(),
      /** The actions whose use AWS tracks, sorted, used or not; null where it tracks the service alone. */
      actions: z.array(z.strictObject({ name: z.string(), lastOn: day.nullable() })).nullable(),
    }),
  ),
});

/** Resource id: `account/<management account id>`. */
export const organizationFeatures = z.strictObject({
  /** `RootCredentialsManagement`, `RootSessions`, sorted; empty where IAM may not manage the Organization. */
  enabled: z.array(z.string()),
});
