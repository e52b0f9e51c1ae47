import type * as api from "@aws-sdk/client-secrets-manager";
import * as sdk from "@aws-sdk/client-secrets-manager";
import { secretsOf } from "../model/secrets.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";

export const secretsmanager: Service = {
  name: "secretsmanager",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    ListSecrets(input: api.ListSecretsRequest, { world, account, region }): api.ListSecretsResponse {
      const entries = secretsOf(world, account, region)
        .secrets.map(({ entry }) => entry)
        .filter((entry) => input.IncludePlannedDeletion || entry.DeletedDate === undefined);
      const request = {
        token: input.NextToken,
        size: input.MaxResults,
        largest: 100,
        invalidToken: "InvalidNextTokenException",
        scope: `secrets/${account.id}/${region}`,
      };
      const { items, next } = paginate(entries, request, "InvalidParameterException");
      return { SecretList: items, NextToken: next };
    },
    GetResourcePolicy(
      input: api.GetResourcePolicyRequest,
      { world, account, region },
    ): api.GetResourcePolicyResponse {
      const secret = secretsOf(world, account, region).secrets.find(
        ({ entry }) => entry.ARN === input.SecretId || entry.Name === input.SecretId,
      );
      if (secret === undefined) {
        const message = "Secrets Manager can't find the specified secret.";
        throw new ApiError("ResourceNotFoundException", 400, message);
      }
      if (secret.entry.DeletedDate !== undefined) {
        const message = "You can't perform this operation on the secret because it was marked for deletion.";
        throw new ApiError("InvalidRequestException", 400, message);
      }
      const { ARN, Name } = secret.entry;
      return { ARN, Name, ResourcePolicy: secret.policy && JSON.stringify(secret.policy) };
    },
  },
};
