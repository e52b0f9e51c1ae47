import type * as api from "@aws-sdk/client-ssm";
import * as sdk from "@aws-sdk/client-ssm";
import { machinesOf } from "../model/machines.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

interface PageInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

interface Sizes {
  readonly least: number;
  readonly largest: number;
  readonly usual: number;
}

function page<T>(
  all: readonly T[],
  input: PageInput,
  sizes: Sizes,
  what: string,
  { account, region }: CallContext,
) {
  const { MaxResults = sizes.usual, NextToken } = input;
  if (MaxResults < sizes.least) {
    const message = `Value '${MaxResults}' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to ${sizes.least}`;
    throw new ApiError("ValidationException", 400, message);
  }
  return paginate(all, {
    token: NextToken,
    size: MaxResults,
    largest: sizes.largest,
    invalidToken: "InvalidNextToken",
    scope: `${what}/${account.id}/${region}`,
  });
}

const here = ({ world, account, region }: CallContext) => machinesOf(world, account, region);

export const ssm: Service = {
  name: "ssm",
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
    DescribeInstanceInformation(
      input: api.DescribeInstanceInformationRequest,
      context,
    ): api.DescribeInstanceInformationResult {
      const sizes = { least: 5, largest: 50, usual: 10 };
      const { items, next } = page(here(context).instances, input, sizes, "instances", context);
      return { InstanceInformationList: items, NextToken: next };
    },
    DescribeInstancePatchStates(
      input: api.DescribeInstancePatchStatesRequest,
      context,
    ): api.DescribeInstancePatchStatesResult {
      const ids = input.InstanceIds ?? [];
      if (ids.length === 0 || ids.length > 50)
        throw new ApiError("ValidationException", 400, "InstanceIds must name between 1 and 50 instances.");
      const all = here(context).patchStates.filter(({ InstanceId = "" }) => ids.includes(InstanceId));
      const { items, next } = page(all, input, { least: 10, largest: 100, usual: 50 }, "patches", context);
      return { InstancePatchStates: items, NextToken: next };
    },
    DescribeParameters(input: api.DescribeParametersRequest, context): api.DescribeParametersResult {
      const sizes = { least: 1, largest: 50, usual: 10 };
      const { items, next } = page(here(context).parameters, input, sizes, "parameters", context);
      return { Parameters: items, NextToken: next };
    },
  },
};
