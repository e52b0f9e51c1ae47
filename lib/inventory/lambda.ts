import { z } from "zod";
import { secretSighting } from "./secret.ts";

/** Resource id: the function's ARN, without a version. */
export const lambdaFunction = z.strictObject({
  name: z.string(),
  /** Null for a function that is a container image. */
  runtime: z.string().nullable(),
  packageType: z.string(),
  roleArn: z.string(),
  vpcId: z.string().nullable(),
  subnetIds: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
  /** Names only; their values are searched for secrets and dropped. */
  variableNames: z.array(z.string()),
  /** A sighting of type `not-scanned` where Lambda could not decrypt the variables for us. */
  secrets: z.array(secretSighting),
  /** The customer's key for the variables; null for Lambda's own. */
  kmsKeyArn: z.string().nullable(),
});

/** Resource id: the ARN that AWS names for the URL: the function's, with an alias where the URL is the alias's. */
export const functionUrl = z.strictObject({
  /** The function's ARN, without an alias. */
  functionArn: z.string(),
  url: z.string(),
  /** `AWS_IAM`, or `NONE` for everybody. */
  authType: z.string(),
});

/** Resource id: the function's ARN. */
export const functionPolicy = z.strictObject({
  /** The policy document; null when the function has none. */
  document: z.string().nullable(),
});
