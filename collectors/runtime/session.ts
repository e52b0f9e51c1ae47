import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { Budgets } from "./budgets.ts";
import { Clients } from "./clients.ts";

/** How the worker reaches accounts; from the environment, see lib/config.ts. */
export interface Access {
  readonly roleName: string;
  readonly externalId: string | undefined;
  /** Where global services and STS are called. */
  readonly homeRegion: string;
  readonly partition: string;
}

/** One account's credentials, clients, budgets and call counts, for the length of one job. */
export interface AccountSession {
  readonly accountId: string;
  readonly homeRegion: string;
  readonly partition: string;
  readonly clients: Clients;
  readonly budgets: Budgets;
  readonly counts: { calls: number; throttles: number };
}

function open(accountId: string, access: Access, credentials: AwsCredentialIdentityProvider): AccountSession {
  return {
    accountId,
    homeRegion: access.homeRegion,
    partition: access.partition,
    clients: new Clients(credentials),
    budgets: new Budgets(),
    counts: { calls: 0, throttles: 0 },
  };
}

/** The collector's own principal, from the SDK's standard chain. */
export function ownSession(accountId: string, access: Access): AccountSession {
  return open(accountId, access, fromNodeProviderChain());
}

/** The read-only role in an account, assumed through the Region's own STS endpoint. */
export function assumedSession(accountId: string, access: Access, runId: bigint): AccountSession {
  return open(
    accountId,
    access,
    fromTemporaryCredentials({
      params: {
        RoleArn: `arn:${access.partition}:iam::${accountId}:role/${access.roleName}`,
        RoleSessionName: `postern-run-${runId}`,
        DurationSeconds: 3_600,
        ...(access.externalId === undefined ? {} : { ExternalId: access.externalId }),
      },
      clientConfig: { region: access.homeRegion },
    }),
  );
}
