import type * as api from "@aws-sdk/client-api-gateway";
import * as sdk from "@aws-sdk/client-api-gateway";
import type * as apiV2 from "@aws-sdk/client-apigatewayv2";
import * as sdkV2 from "@aws-sdk/client-apigatewayv2";
import { instant } from "../model/calendar.ts";
import { gatewaysOf, type RestApi } from "../model/gateways.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const common = {
  name: "apigateway",
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
};

const here = ({ world, account, region }: CallContext) => gatewaysOf(world, account, region);
const scopeOf = (what: string, { account, region }: CallContext) => `${what}/${account.id}/${region}`;

function notFound(what: string): ApiError {
  return new ApiError("NotFoundException", 404, `Invalid ${what} identifier specified`);
}

/** The inside of a JSON string: so API Gateway sends a policy. */
function escaped(policy: object): string {
  return JSON.stringify(JSON.stringify(policy)).slice(1, -1);
}

function shapeOf(each: RestApi, { account }: CallContext): api.RestApi {
  return {
    id: each.id,
    name: each.name,
    createdDate: instant(account.joined, 700),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: [each.endpoint] },
    policy: each.policy === undefined ? undefined : escaped(each.policy),
    disableExecuteApiEndpoint: each.endpointDisabled,
    rootResourceId: `${each.id}r`,
  };
}

interface PageInput {
  readonly position?: string | undefined;
  readonly limit?: number | undefined;
}

function page<T>(all: readonly T[], { position, limit }: PageInput, scope: string) {
  const request = { token: position, size: limit, largest: 500, usual: 25, scope };
  return paginate(all, { ...request, invalidToken: "BadRequestException" }, "BadRequestException");
}

function resources({ id, authorization }: RestApi): api.Resource[] {
  const method = (httpMethod: string): api.Method => ({
    httpMethod,
    authorizationType: authorization,
    apiKeyRequired: false,
  });
  return [
    { id: `${id}r`, path: "/" },
    {
      id: `${id}o`,
      parentId: `${id}r`,
      pathPart: "orders",
      path: "/orders",
      resourceMethods: { GET: method("GET"), POST: method("POST") },
    },
  ];
}

/** The first generation: REST APIs. */
export const apiGateway: Service = {
  ...common,
  sdk,
  actions: { GetRestApis: "GET", GetResources: "GET" },
  operations: {
    GetRestApis(input: api.GetRestApisRequest, context): api.RestApis {
      const { items, next } = page(here(context).restApis, input, scopeOf("rest", context));
      return { items: items.map((each) => shapeOf(each, context)), position: next };
    },
    GetResources(input: api.GetResourcesRequest, context): api.Resources {
      const found = here(context).restApis.find(({ id }) => id === input.restApiId);
      if (found === undefined) throw notFound("API");
      const { items, next } = page(resources(found), input, `resources/${found.id}`);
      const embedded = input.embed?.includes("methods") ?? false;
      return {
        items: embedded ? items : items.map(({ resourceMethods, ...rest }) => rest),
        position: next,
      };
    },
  },
};

function pageV2<T>(
  all: readonly T[],
  input: { NextToken?: string | undefined; MaxResults?: string | undefined },
  scope: string,
) {
  const size = input.MaxResults === undefined ? undefined : Number(input.MaxResults);
  const request = { token: input.NextToken, size, largest: 100, usual: 25, scope };
  return paginate(all, { ...request, invalidToken: "BadRequestException" }, "BadRequestException");
}

/** The second generation: HTTP and WebSocket APIs, under the same name in signatures. */
export const apiGatewayV2: Service = {
  ...common,
  sdk: sdkV2,
  actions: { GetApis: "GET", GetRoutes: "GET" },
  claims: (request) => request.path.startsWith("/v2/"),
  operations: {
    GetApis(input: apiV2.GetApisRequest, context): apiV2.GetApisResponse {
      const { items, next } = pageV2(here(context).httpApis, input, scopeOf("http", context));
      const Items = items.map((each) => ({
        ApiId: each.id,
        Name: each.name,
        ProtocolType: each.protocol,
        ApiEndpoint: `https://${each.id}.execute-api.${context.region}.amazonaws.com`,
        RouteSelectionExpression: "$request.method $request.path",
        DisableExecuteApiEndpoint: each.endpointDisabled,
      }));
      return { Items, NextToken: next };
    },
    GetRoutes(input: apiV2.GetRoutesRequest, context): apiV2.GetRoutesResponse {
      const found = here(context).httpApis.find(({ id }) => id === input.ApiId);
      if (found === undefined) throw notFound("API");
      const { items, next } = pageV2(found.routes, input, `routes/${found.id}`);
      const Items = items.map(({ id, key, authorization }) => ({
        RouteId: id,
        RouteKey: key,
        AuthorizationType: authorization,
        ApiKeyRequired: false,
      }));
      return { Items, NextToken: next };
    },
  },
};
