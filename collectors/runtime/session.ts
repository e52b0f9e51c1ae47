import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { Budgets } from "./budgets.ts";
import { Clients } from "./clients.ts";
import { sharedHandler } from "./http-handler.ts";

/** How the worker reaches accounts; from the environment, see lib/config.ts. */
export interface Access {
  readonly roleName: string;
  readonly externalId: string | undefined;
  /** Where global services and STS are called. */
  readonly homeRegion: string;
  readonly partition: string;
  /** How often a call is tried before it counts as failed: five times unless told. */
  readonly attempts?: number;
}

/** One account's credentials, clients, budgets and call counts, for the length of one job. */
export interface AccountSession {
  readonly accountId: string;
  readonly homeRegion: string;
  readonly partition: string;
  readonly clients: Clients;
  readonly budgets: Budgets;
  /** Fetches the credentials, once; rejects with STS's own error where the role cannot be assumed. */
  readonly credentials: AwsCredentialIdentityProvider;
  readonly counts: { calls: number; throttles: number };
}

function open(accountId: string, access: Access, provider: AwsCredentialIdentityProvider): AccountSession {
  const credentials = once(provider);
  return {
    credentials,
    accountId,
    homeRegion: access.homeRegion,
    partition: access.partition,
    clients: new Clients(credentials, access.attempts),
    budgets: new Budgets(),
    counts: { calls: 0, throttles: 0 },
  };
}

const renewBeforeMs = 5 * 60 * 1000;

// Every client of a session shares one set of credentials; without this each would ask STS for its own.
function once(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let current: ReturnType<AwsCredentialIdentityProvider> | undefined;
  return async () => {
    const known = await current?.catch(() => undefined);
    if (known !== undefined && (known.expiration?.getTime() ?? Infinity) - Date.now() > renewBeforeMs)
      return known;
    current = provider();
    return current;
  };
}

/** The collector's own principal, from the SDK's standard chain. */
export function ownSession(accountId: string, access: Access): AccountSession {
  return open(accountId, access, fromNodeProviderChain());
}

/** The read-only role in an account, assumed through the Region's own STS endpoint; `job` names the session in CloudTrail. */
export function assumedSession(accountId: string, access: Access, job: bigint | "preflight"): AccountSession {
  return open(
    accountId,
    access,
    fromTemporaryCredentials({
      params: {
        RoleArn: `arn:${access.partition}:iam::${accountId}:role/${access.roleName}`,
        RoleSessionName: job === "preflight" ? "postern-preflight" : `postern-run-${job}`,
        DurationSeconds: 3_600,
        ...(access.externalId === undefined ? {} : { ExternalId: access.externalId }),
      },
      clientConfig: { region: access.homeRegion, requestHandler: sharedHandler },
    }),
  );
}
