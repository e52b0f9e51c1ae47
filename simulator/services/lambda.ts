import type * as api from "@aws-sdk/client-lambda";
import * as sdk from "@aws-sdk/client-lambda";
import { functionsOf, type LambdaFunction } from "../model/functions.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

function find(name: string | undefined, { world, account, region }: CallContext): LambdaFunction {
  const found = functionsOf(world, account, region).functions.find(
    (each) => each.name === name || each.arn === name,
  );
  if (found !== undefined) return found;
  const arn = `arn:aws:lambda:${region}:${account.id}:function:${name}`;
  throw new ApiError("ResourceNotFoundException", 404, `Function not found: ${arn}`);
}

function shapeOf(each: LambdaFunction): api.FunctionConfiguration {
  return {
    FunctionName: each.name,
    FunctionArn: each.arn,
    Runtime: each.runtime,
    Role: each.roleArn,
    Handler: each.runtime === undefined ? undefined : "index.handler",
    PackageType: each.runtime === undefined ? "Image" : "Zip",
    CodeSize: 41_322,
    Timeout: 30,
    MemorySize: 256,
    LastModified: "2026-03-02T10:00:00.000+0000",
    Version: "$LATEST",
    VpcConfig: {
      VpcId: each.vpc?.id ?? "",
      SubnetIds: each.vpc?.subnetIds ?? [],
      SecurityGroupIds: each.vpc?.groupIds ?? [],
    },
    Environment: { Variables: { ...each.variables } },
    KMSKeyArn: each.kmsKeyArn,
    TracingConfig: { Mode: "PassThrough" },
  };
}

export const lambda: Service = {
  name: "lambda",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    ListFunctions(input: api.ListFunctionsRequest, { world, account, region }): api.ListFunctionsResponse {
      const request = {
        token: input.Marker,
        // Asked for more, Lambda sends 50.
        size: Math.min(input.MaxItems ?? 50, 50),
        largest: 50,
        invalidToken: "InvalidParameterValueException",
        scope: `functions/${account.id}/${region}`,
      };
      const { items, next } = paginate(functionsOf(world, account, region).functions, request);
      return { Functions: items.map(shapeOf), NextMarker: next };
    },
    ListFunctionUrlConfigs(
      input: api.ListFunctionUrlConfigsRequest,
      context,
    ): api.ListFunctionUrlConfigsResponse {
      const { url } = find(input.FunctionName, context);
      if (url === undefined) return { FunctionUrlConfigs: [] };
      const at = "2026-03-02T10:00:00.000Z";
      return {
        FunctionUrlConfigs: [
          {
            FunctionUrl: url.url,
            FunctionArn: url.arn,
            AuthType: url.authType,
            CreationTime: at,
            LastModifiedTime: at,
            InvokeMode: "BUFFERED",
          },
        ],
      };
    },
    GetPolicy(input: api.GetPolicyRequest, context): api.GetPolicyResponse {
      const { policy } = find(input.FunctionName, context);
      if (policy === undefined)
        throw new ApiError("ResourceNotFoundException", 404, "The resource you requested does not exist.");
      return { Policy: JSON.stringify(policy), RevisionId: "4843f2f6-7c59-4fda-b484-afd0bc0e22b8" };
    },
  },
};
