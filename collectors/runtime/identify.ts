import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { asRead, type ReadSupervisor } from "./current-read.ts";
import { classify } from "./failure.ts";
import type { AccountSession } from "./session.ts";

/** The worker's own principal. */
export interface Caller {
  readonly callerArn: string;
  readonly callerAccountId: string;
}

/** What the worker must know before it can read an Organization: where it stands and what that belongs to. */
export interface Identity extends Caller {
  readonly organizationId: string;
  readonly managementAccountId: string;
}

/** The worker cannot start a run: no credentials, or no sight of the Organization. */
export class NoOrganization extends Error {
  override readonly name = "NoOrganization";
}

/** What identifying calls, for the access policy: `sts:GetCallerIdentity` needs no permission. */
export const identifyOperations = ["sts:GetCallerIdentity", "organizations:DescribeOrganization"] as const;

/**
 * Who the worker is and which Organization it sees.
 *
 * @throws NoOrganization with the sentence an operator needs: which call failed, as whom, and what to do.
 */
export async function identify(session: AccountSession): Promise<Identity> {
  return asRead(countingOnly(session), async () => {
    const caller = await callerOf(session);
    const client = session.clients.get(OrganizationsClient, session.homeRegion);
    try {
      const { Organization } = await client.send(new DescribeOrganizationCommand({}));
      const { Id, MasterAccountId } = Organization ?? {};
      if (Id === undefined || MasterAccountId === undefined)
        throw new NoOrganization("organizations:DescribeOrganization answered without an Organization id.");
      return { ...caller, organizationId: Id, managementAccountId: MasterAccountId };
    } catch (error) {
      if (error instanceof NoOrganization) throw error;
      const { cause } = classify(error, "organizations:DescribeOrganization");
      throw new NoOrganization(
        `${caller.callerArn} cannot see the Organization: ${cause.action} answered ${cause.code} (${cause.message}). Run the worker as a principal of the management account or of a delegated administrator, with the policy in deploy/.`,
        { cause: error },
      );
    }
  });
}

/**
 * Who the worker is.
 *
 * @throws NoOrganization where there are no usable credentials, or AWS cannot be reached.
 */
export async function identifyCaller(session: AccountSession): Promise<Caller> {
  return asRead(countingOnly(session), () => callerOf(session));
}

function countingOnly({ counts }: AccountSession): ReadSupervisor {
  return {
    supervise: async (_operation, call) => {
      counts.calls += 1;
      return call();
    },
  };
}

async function callerOf(session: AccountSession): Promise<Caller> {
  try {
    const identity = await session.clients
      .get(STSClient, session.homeRegion)
      .send(new GetCallerIdentityCommand({}));
    return { callerArn: identity.Arn ?? "unknown", callerAccountId: identity.Account ?? "unknown" };
  } catch (error) {
    const { state, cause } = classify(error, "sts:GetCallerIdentity");
    const said = `${cause.action} answered ${cause.code} (${cause.message})`;
    throw new NoOrganization(
      state === "denied"
        ? `No usable AWS credentials: ${said}. Give the worker credentials through the SDK's standard chain (environment, profile, container or instance role).`
        : `AWS could not be asked who the worker is: ${said}. Check the network, the Region and AWS_ENDPOINT_URL.`,
      { cause: error },
    );
  }
}
