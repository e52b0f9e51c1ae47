import type * as api from "@aws-sdk/client-sso-admin";
import * as sdk from "@aws-sdk/client-sso-admin";
import { administratorOf } from "../model/delegation.ts";
import { type PermissionSetModel, type Workforce, workforceOf } from "../model/workforce.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import { type CallContext, denied, type Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

/** The instance that a caller sees in a Region; other accounts have no part in it. */
function visible({ world, account, region }: CallContext): Workforce | undefined {
  const workforce = workforceOf(world);
  const administrators = [world.organization.managementId, administratorOf(world, "sso.amazonaws.com")];
  const sees = workforce?.ownerId === account.id || administrators.includes(account.id);
  return sees && workforce?.region === region ? workforce : undefined;
}

function requireInstance(arn: string | undefined, context: CallContext): Workforce {
  const workforce = visible(context);
  if (workforce !== undefined && workforce.instanceArn === arn) return workforce;
  throw denied(sso, "*", context.principalArn, arn);
}

function requireSet(
  input: { InstanceArn: string | undefined; PermissionSetArn: string | undefined },
  context: CallContext,
): PermissionSetModel {
  const sets = requireInstance(input.InstanceArn, context).permissionSets;
  const found = sets.find(({ arn }) => arn === input.PermissionSetArn);
  if (found === undefined)
    throw new ApiError("ResourceNotFoundException", 400, "PermissionSet provided not found");
  return found;
}

interface Listing {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

function page<T>(all: readonly T[], input: Listing, scope: string) {
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest: 100,
    invalidToken: "ValidationException",
    scope,
  };
  const { items, next } = paginate(all, request);
  return { items, NextToken: next };
}

export const sso: Service = {
  name: "sso",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  guard: requireEnabledRegion,
  operations: {
    ListInstances(input: api.ListInstancesRequest, context): api.ListInstancesResponse {
      const workforce = visible(context);
      const all: api.InstanceMetadata[] =
        workforce === undefined
          ? []
          : [
              {
                InstanceArn: workforce.instanceArn,
                IdentityStoreId: workforce.identityStoreId,
                OwnerAccountId: workforce.ownerId,
                Status: "ACTIVE",
              },
            ];
      const { items, NextToken } = page(all, input, `instances/${context.account.id}`);
      return { Instances: items, NextToken };
    },
    ListPermissionSets(input: api.ListPermissionSetsRequest, context): api.ListPermissionSetsResponse {
      const sets = requireInstance(input.InstanceArn, context).permissionSets.map(({ arn }) => arn);
      const { items, NextToken } = page(sets, input, "permission-sets");
      return { PermissionSets: items, NextToken };
    },
    DescribePermissionSet(
      input: api.DescribePermissionSetRequest,
      context,
    ): api.DescribePermissionSetResponse {
      const { arn, name, duration } = requireSet(input, context);
      return { PermissionSet: { Name: name, PermissionSetArn: arn, SessionDuration: duration } };
    },
    ListAccountsForProvisionedPermissionSet(
      input: api.ListAccountsForProvisionedPermissionSetRequest,
      context,
    ): api.ListAccountsForProvisionedPermissionSetResponse {
      const { arn, assignments } = requireSet(input, context);
      const { items, NextToken } = page([...assignments.keys()], input, `accounts/${arn}`);
      return { AccountIds: items, NextToken };
    },
    ListAccountAssignments(
      input: api.ListAccountAssignmentsRequest,
      context,
    ): api.ListAccountAssignmentsResponse {
      const { arn, assignments } = requireSet(input, context);
      const all = (assignments.get(input.AccountId ?? "") ?? []).map(({ type, id }) => ({
        AccountId: input.AccountId,
        PermissionSetArn: arn,
        PrincipalType: type,
        PrincipalId: id,
      }));
      const { items, NextToken } = page(all, input, `assignments/${arn}/${input.AccountId}`);
      return { AccountAssignments: items, NextToken };
    },
  },
};
