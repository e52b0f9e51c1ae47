import type * as api from "@aws-sdk/client-resource-groups-tagging-api";
import * as sdk from "@aws-sdk/client-resource-groups-tagging-api";
import { tagsOf } from "../model/tags.ts";
import { awsJson } from "../protocols/json.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

export const tagging: Service = {
  name: "tag",
  signingName: "tagging",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottledException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  guard: requireEnabledRegion,
  operations: {
    GetResources(input: api.GetResourcesInput, { world, account, region }): api.GetResourcesOutput {
      const request = {
        // This API says "no more" with an empty token, and begins with one.
        token: input.PaginationToken || undefined,
        size: input.ResourcesPerPage,
        largest: 100,
        usual: 50,
        invalidToken: "PaginationTokenExpiredException",
        scope: `resources/${account.id}/${region}`,
      };
      const { items, next } = paginate(tagsOf(world, account, region), request, "InvalidParameterException");
      return { ResourceTagMappingList: items, PaginationToken: next ?? "" };
    },
  },
};
