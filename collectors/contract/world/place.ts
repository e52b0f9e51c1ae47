import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";

/** Where something is built: SDK settings of one account in one Region. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
}

/** moto's own account, which becomes the management account of the organization. */
export const managementAccountId = "123456789012";

const own = { accessKeyId: "testing", secretAccessKey: "testing" };

export function managementPlace(region = "us-east-1"): Place {
  return { accountId: managementAccountId, region, credentials: own };
}

/** A member account, entered as Organizations lets its administrators: by the role it made there. */
export function memberPlace(accountId: string, region = "us-east-1"): Place {
  return {
    accountId,
    region,
    credentials: fromTemporaryCredentials({
      masterCredentials: own,
      clientConfig: { region },
      params: {
        RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
        RoleSessionName: "world",
      },
    }),
  };
}

/** The value of a field that every answer here has. */
export function given<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`moto answered without ${what}`);
  return value;
}
