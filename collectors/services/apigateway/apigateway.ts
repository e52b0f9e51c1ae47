import { APIGatewayClient, paginateGetResources, paginateGetRestApis } from "@aws-sdk/client-api-gateway";
import {
  type Api,
  ApiGatewayV2Client,
  GetApisCommand,
  GetRoutesCommand,
  type Route,
} from "@aws-sdk/client-apigatewayv2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import { decodePolicy } from "./decode.ts";

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: 10 a second with a burst of 40 for an
 * account's whole control plane, and GetResources 5 in two seconds. Regions are read at once and share that.
 */
const budgets = { "apigateway:GetResources": { rate: 0.5, burst: 1 }, "*": { rate: 1, burst: 3 } };

const pageSize = 500;
const gone = ["NotFoundException"];

const arnOf = (context: Pick<ReadContext, "partition" | "region">, path: string) =>
  `arn:${context.partition}:apigateway:${context.region}::/${path}`;

const restApis = factRead({
  yields: ["apigateway.rest-api"],
  operations: ["apigateway:GetRestApis"],
  emptyWithout: ["AWS::ApiGateway::RestApi"],
  async *collect(context) {
    const client = context.client(APIGatewayClient);
    for await (const page of paginateGetRestApis({ client, pageSize }, {}))
      for (const api of page.items ?? []) {
        const id = need(api.id, "GetRestApis RestApi.id");
        yield {
          kind: "apigateway.rest-api",
          resourceId: arnOf(context, `restapis/${id}`),
          payload: {
            id,
            name: api.name ?? "",
            endpointTypes: sorted(api.endpointConfiguration?.types ?? []),
            policy: decodePolicy(api.policy),
            endpointDisabled: api.disableExecuteApiEndpoint ?? false,
          },
        };
      }
  },
});

const restMethods = factRead({
  yields: ["apigateway.rest-method"],
  operations: ["apigateway:GetResources"],
  needs: ["apigateway.rest-api"],
  emptyWithout: ["AWS::ApiGateway::RestApi"],
  async *collect(context) {
    const client = context.client(APIGatewayClient);
    const lists = context.each(
      context.needed("apigateway.rest-api"),
      { resourceId: ({ resourceId }) => resourceId, gone },
      async ({ resourceId, payload: { id: restApiId } }) => {
        const found = [];
        for await (const page of paginateGetResources(
          { client, pageSize },
          { restApiId, embed: ["methods"] },
        ))
          for (const resource of page.items ?? [])
            for (const [method, settings] of Object.entries(resource.resourceMethods ?? {}))
              found.push({
                kind: "apigateway.rest-method" as const,
                resourceId: `${resourceId}/resources/${need(resource.id, "Resource.id")}/methods/${method}`,
                payload: {
                  apiId: restApiId,
                  path: need(resource.path, "Resource.path"),
                  method,
                  authorizationType: settings.authorizationType ?? "NONE",
                  apiKeyRequired: settings.apiKeyRequired ?? false,
                },
              });
        return found;
      },
    );
    for await (const list of lists) yield* list;
  },
});

interface Page<T> {
  readonly Items?: T[] | undefined;
  readonly NextToken?: string | undefined;
}

/** The SDK has no paginators for version 2, and AWS names no largest page: its own default is used. */
async function allPages<T>(ask: (next: { NextToken: string | undefined }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ask({ NextToken });
    items.push(...(page.Items ?? []));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return items;
}

const httpApis = factRead({
  yields: ["apigateway.http-api"],
  operations: ["apigateway:GetApis"],
  emptyWithout: ["AWS::ApiGatewayV2::Api"],
  async *collect(context) {
    const client = context.client(ApiGatewayV2Client);
    for (const api of await allPages<Api>((next) => client.send(new GetApisCommand(next)))) {
      const id = need(api.ApiId, "GetApis Api.ApiId");
      yield {
        kind: "apigateway.http-api",
        resourceId: arnOf(context, `apis/${id}`),
        payload: {
          id,
          name: api.Name ?? "",
          protocol: need(api.ProtocolType, "GetApis Api.ProtocolType"),
          endpointDisabled: api.DisableExecuteApiEndpoint ?? false,
        },
      };
    }
  },
});

const httpRoutes = factRead({
  yields: ["apigateway.http-route"],
  operations: ["apigateway:GetRoutes"],
  needs: ["apigateway.http-api"],
  emptyWithout: ["AWS::ApiGatewayV2::Api"],
  async *collect(context) {
    const client = context.client(ApiGatewayV2Client);
    const lists = context.each(
      context.needed("apigateway.http-api"),
      { resourceId: ({ resourceId }) => resourceId, gone },
      async ({ resourceId, payload: { id: ApiId } }) => {
        const routes = await allPages<Route>((next) => client.send(new GetRoutesCommand({ ApiId, ...next })));
        return routes.map((route) => ({
          kind: "apigateway.http-route" as const,
          resourceId: `${resourceId}/routes/${need(route.RouteId, "GetRoutes Route.RouteId")}`,
          payload: {
            apiId: ApiId,
            routeKey: need(route.RouteKey, "GetRoutes Route.RouteKey"),
            authorizationType: route.AuthorizationType ?? "NONE",
            apiKeyRequired: route.ApiKeyRequired ?? false,
          },
        }));
      },
    );
    for await (const list of lists) yield* list;
  },
});

export const apiGateway = defineCollector({
  service: "apigateway",
  scope: "regional",
  budgets,
  reads: [restApis, restMethods, httpApis, httpRoutes],
});
