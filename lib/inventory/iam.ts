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
