import { z } from "zod";

/** Resource id: the recorder's ARN. */
export const recorder = z.strictObject({
  arn: z.string(),
  name: z.string(),
  /** Every type that Config knows, whatever is added to them later. */
  allSupported: z.boolean(),
  globalTypes: z.boolean(),
  /** Types recorded where not all are, sorted. */
  includedTypes: z.array(z.string()),
  /** Types left out of all, sorted. */
  excludedTypes: z.array(z.string()),
  /** Looks at some types once a day only, not whenever they change. */
  daily: z.boolean().default(false),
  recording: z.boolean(),
  /** `Success`, `Pending`, `Failure`; null before the first delivery. */
  lastStatus: z.string().nullable(),
  /** The service that keeps a recorder for its own use; null for the customer's. */
  servicePrincipal: z.string().nullable(),
});

/** Resource id: the pack's ARN. */
export const conformancePack = z.strictObject({
  arn: z.string(),
  name: z.string(),
  /** The service that deployed it: `config-multiaccountsetup.amazonaws.com` for a pack of the Organization. */
  createdBy: z.string().nullable(),
  /** The Systems Manager document it was made from, such as `AWSConformancePacks-OperationalBestPracticesforCISAWSv14`. */
  templateDocument: z.string().nullable(),
  deliveryBucket: z.string().nullable(),
});

/** Resource id: the pack's ARN. */
export const organizationConformancePack = z.strictObject({
  arn: z.string(),
  name: z.string(),
  region: z.string(),
  deliveryBucket: z.string().nullable(),
  excludedAccounts: z.array(z.string()),
});

/** Resource id: the aggregator's ARN. */
export const aggregator = z.strictObject({
  arn: z.string(),
  name: z.string(),
  region: z.string(),
  /** Whether it gathers the Organization, and not accounts by name. */
  organization: z.boolean(),
  allRegions: z.boolean(),
  /** The Regions it gathers where not all, sorted. */
  regions: z.array(z.string()),
});

/** What Config knows to exist in one account and Region. Resource id: `inventory/<account>/<region>`. */
export const inventory = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  /** `AWS::EC2::VPC`, … sorted. */
  resourceTypes: z.array(z.string()),
});
