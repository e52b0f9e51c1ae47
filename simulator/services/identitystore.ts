import type * as api from "@aws-sdk/client-identitystore";
import * as sdk from "@aws-sdk/client-identitystore";
import { workforceOf } from "../model/workforce.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

export const identitystore: Service = {
  name: "identitystore",
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
    ListUsers(input: api.ListUsersRequest, { world, region }): api.ListUsersResponse {
      const workforce = workforceOf(world);
      const { IdentityStoreId } = input;
      if (workforce?.identityStoreId !== IdentityStoreId || workforce?.region !== region)
        throw new ApiError("ResourceNotFoundException", 400, "IDENTITY_STORE not found.");
      const request = {
        token: input.NextToken,
        size: input.MaxResults,
        largest: 100,
        invalidToken: "ValidationException",
      };
      const { items, next } = paginate(workforce.users, { ...request, scope: `users/${IdentityStoreId}` });
      const Users = items.map(({ id, name, issuer }) => ({
        IdentityStoreId,
        UserId: id,
        UserName: name,
        DisplayName: name,
        ExternalIds: issuer === undefined ? [] : [{ Issuer: issuer, Id: `ext-${id}` }],
      }));
      return { Users, NextToken: next };
    },
  },
};
