import type * as api from "@aws-sdk/client-iam";
import { instant } from "../model/calendar.ts";
import { Dice, fraction } from "../model/dice.ts";
import { identityOf } from "../model/identity.ts";
import { lastAccessedOf, principalsOf } from "../model/last-accessed.ts";
import type { AccessKey, User } from "../model/users.ts";
import { rootFeatures } from "../model/workforce.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext } from "../runtime/service.ts";

function noSuchEntity(what: string): ApiError {
  return new ApiError("NoSuchEntity", 404, `${what} cannot be found.`);
}

function page<T>(
  all: readonly T[],
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
  scope: string,
) {
  const request = {
    token: input.Marker,
    size: input.MaxItems,
    largest: 1000,
    usual: 100,
    invalidToken: "InvalidInput",
  };
  const { items, next } = paginate(all, { ...request, scope });
  return { items, IsTruncated: next !== undefined, Marker: next };
}

export function listAccessKeys(
  input: api.ListAccessKeysRequest,
  { world, account }: CallContext,
): api.ListAccessKeysResponse {
  const user = identityOf(world, account).users.find(({ name }) => name === input.UserName);
  if (user === undefined) throw noSuchEntity(`The user with name ${input.UserName}`);
  const { items, ...more } = page(user.keys, input, `keys/${account.id}/${user.name}`);
  const AccessKeyMetadata = items.map((key) => ({
    UserName: user.name,
    AccessKeyId: key.id,
    Status: key.active ? ("Active" as const) : ("Inactive" as const),
    CreateDate: key.rotated,
  }));
  return { AccessKeyMetadata, ...more };
}

export function accessKeyLastUsed(
  input: api.GetAccessKeyLastUsedRequest,
  { world, account }: CallContext,
): api.GetAccessKeyLastUsedResponse {
  const held = identityOf(world, account).users.flatMap((user) =>
    user.keys.map((key): [User, AccessKey] => [user, key]),
  );
  const [user, key] = held.find(([, { id }]) => id === input.AccessKeyId) ?? [];
  if (user === undefined || key === undefined) throw noSuchEntity(`The access key ${input.AccessKeyId}`);
  const { used } = key;
  return {
    UserName: user.name,
    AccessKeyLastUsed: used
      ? { LastUsedDate: used, ServiceName: key.usedService, Region: key.usedRegion }
      : { LastUsedDate: undefined, ServiceName: "N/A", Region: "N/A" },
  };
}

/** A job belongs to the credential that asked for it: only the same session finds it again. */
function memoryKey(jobId: string | undefined, { account, principalArn }: CallContext): string {
  return `last-accessed/${account.id}/${principalArn}/${jobId}`;
}

export function generateLastAccessed(
  input: api.GenerateServiceLastAccessedDetailsRequest,
  context: CallContext,
): api.GenerateServiceLastAccessedDetailsResponse {
  const principals = principalsOf(identityOf(context.world, context.account));
  const index = principals.findIndex(({ arn }) => arn === input.Arn);
  if (index < 0) throw noSuchEntity(`ARN ${input.Arn}`);
  const JobId = new Dice(`${input.Arn}/${context.principalArn}`).uuid();
  context.memory.set(memoryKey(JobId, context), index);
  return { JobId };
}

export function lastAccessedDetails(
  input: api.GetServiceLastAccessedDetailsRequest,
  context: CallContext,
): api.GetServiceLastAccessedDetailsResponse {
  const key = memoryKey(input.JobId, context);
  const index = context.memory.get(key);
  const principal =
    index === undefined ? undefined : principalsOf(identityOf(context.world, context.account))[index];
  if (principal === undefined) throw noSuchEntity(`Job ${input.JobId}`);
  const made = {
    JobCreationDate: instant(context.world.day, 0),
    JobCompletionDate: instant(context.world.day, 2),
  };
  const job = { JobType: "ACTION_LEVEL" as const, ...made };
  // Few jobs are not ready when they are first asked for.
  const asked = `${key}/asked`;
  if (fraction(principal.arn) < 0.04 && !context.memory.has(asked)) {
    context.memory.set(asked, 1);
    return { ...job, JobStatus: "IN_PROGRESS", ServicesLastAccessed: [] };
  }
  const all = lastAccessedOf(context.world, principal);
  const { items, ...more } = page(all, input, `services/${input.JobId}`);
  return {
    ...job,
    JobStatus: "COMPLETED",
    ServicesLastAccessed: items,
    ...more,
  };
}

export function organizationsFeatures(
  _input: api.ListOrganizationsFeaturesRequest,
  { world, account }: CallContext,
): api.ListOrganizationsFeaturesResponse {
  if (account.id !== world.organization.managementId) {
    const message =
      "The request was rejected because the account making the request is not the management account.";
    throw new ApiError("AccountNotManagementOrDelegatedAdministrator", 403, message);
  }
  return { OrganizationId: world.organization.id, EnabledFeatures: rootFeatures(world) };
}
