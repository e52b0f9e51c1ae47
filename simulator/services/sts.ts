import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from "@aws-sdk/client-sts";
import * as sdk from "@aws-sdk/client-sts";
import { Dice } from "../model/dice.ts";
import { awsQuery } from "../protocols/query.ts";
import { ApiError } from "../runtime/api-error.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import type { Sessions } from "../runtime/sessions.ts";

function refuse(context: CallContext, roleArn: string): ApiError {
  const message = `User: ${context.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return new ApiError("AccessDenied", 403, message);
}

function assumeRole(sessions: Sessions, input: AssumeRoleRequest, context: CallContext): AssumeRoleResponse {
  const { options, organization } = context.world;
  const roleArn = input.RoleArn ?? "";
  const sessionName = input.RoleSessionName ?? "";
  const [, accountId = "", roleName = ""] =
    /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  const account = organization.accounts.get(accountId);
  const known = account?.state === "ACTIVE" && roleName === options.roleName;
  const fromCollector = context.account.id === organization.managementId;
  const idMatches = options.externalId === undefined || input.ExternalId === options.externalId;
  if (!known || !fromCollector || !idMatches) throw refuse(context, roleArn);
  const credentials = sessions.open(accountId, roleName, sessionName);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: `simulated-token-${credentials.accessKeyId}`,
      // The SDK compares it with the real clock, not with the simulated date.
      Expiration: new Date(Date.now() + (input.DurationSeconds ?? 3600) * 1000),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${new Dice(`${accountId}/${roleName}`).letters(17)}:${sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    },
  };
}

export function makeSts(sessions: Sessions): Service {
  return {
    name: "sts",
    sdk,
    protocol: awsQuery,
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    errors: {
      denied: "AccessDenied",
      throttled: "Throttling",
      throttledStatus: 400,
      unknownOperation: "InvalidAction",
    },
    operations: {
      AssumeRole: (input: AssumeRoleRequest, context) => assumeRole(sessions, input, context),
      GetCallerIdentity: (_input: GetCallerIdentityRequest, context): GetCallerIdentityResponse => ({
        Account: context.account.id,
        Arn: context.principalArn,
        UserId: `AIDA${new Dice(context.principalArn).letters(17)}`,
      }),
    },
  };
}
