import type * as api from "@aws-sdk/client-ecr";
import * as sdk from "@aws-sdk/client-ecr";
import { type Repository, registryOf } from "../model/repositories.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";

function mutabilityOf({ immutable, movableTags }: Repository): api.ImageTagMutability {
  if (!immutable) return "MUTABLE";
  return movableTags.length > 0 ? "IMMUTABLE_WITH_EXCLUSION" : "IMMUTABLE";
}

export const ecr: Service = {
  name: "ecr",
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
    DescribeRepositories(
      input: api.DescribeRepositoriesRequest,
      { world, account, region },
    ): api.DescribeRepositoriesResponse {
      const request = {
        token: input.nextToken,
        size: input.maxResults,
        largest: 1000,
        usual: 100,
        invalidToken: "InvalidParameterException",
        scope: `repositories/${account.id}/${region}`,
      };
      const all = registryOf(world, account, region).repositories;
      const { items, next } = paginate(all, request, "InvalidParameterException");
      const repositories = items.map(
        (each): api.Repository => ({
          repositoryArn: each.arn,
          registryId: account.id,
          repositoryName: each.name,
          repositoryUri: `${account.id}.dkr.ecr.${region}.amazonaws.com/${each.name}`,
          imageTagMutability: mutabilityOf(each),
          ...(each.movableTags.length > 0 && {
            imageTagMutabilityExclusionFilters: each.movableTags.map((filter) => ({
              filter,
              filterType: "WILDCARD",
            })),
          }),
          imageScanningConfiguration: { scanOnPush: each.scanOnPush },
          encryptionConfiguration: each.kmsKey
            ? { encryptionType: "KMS", kmsKey: each.kmsKey }
            : { encryptionType: "AES256" },
        }),
      );
      return { repositories, nextToken: next };
    },
    GetRepositoryPolicy(
      input: api.GetRepositoryPolicyRequest,
      { world, account, region },
    ): api.GetRepositoryPolicyResponse {
      const { repositoryName } = input;
      const all = registryOf(world, account, region).repositories;
      const found = all.find(({ name }) => name === repositoryName);
      const named = `the repository with name '${repositoryName}' in the registry with id '${account.id}'`;
      if (found === undefined)
        throw new ApiError("RepositoryNotFoundException", 400, `${named} does not exist`);
      if (found.policy === undefined)
        throw new ApiError(
          "RepositoryPolicyNotFoundException",
          400,
          `Repository policy does not exist for ${named}`,
        );
      return { registryId: account.id, repositoryName, policyText: JSON.stringify(found.policy) };
    },
    GetRegistryScanningConfiguration(
      _input: api.GetRegistryScanningConfigurationRequest,
      { world, account, region },
    ): api.GetRegistryScanningConfigurationResponse {
      const { scanType, rules: listed } = registryOf(world, account, region);
      const rules = listed.map(({ frequency, filter }) => ({
        scanFrequency: frequency,
        repositoryFilters: [{ filter, filterType: "WILDCARD" as const }],
      }));
      return { registryId: account.id, scanningConfiguration: { scanType, rules } };
    },
  },
};
