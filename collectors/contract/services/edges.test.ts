import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutMethodCommand,
} from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client, CreateApiCommand, CreateRouteCommand } from "@aws-sdk/client-apigatewayv2";
import {
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiGateway } from "#collectors/services/apigateway/apigateway.ts";
import { elb } from "#collectors/services/elb/elb.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { defaultNetwork } from "./testing/default-network.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };
const account = "123456789012";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
});
afterAll(() => bench?.close());

test("load balancers of both generations, and the targets behind the new ones", async () => {
  const { subnets, vpcId, group } = await defaultNetwork(place);
  const client = new ElasticLoadBalancingV2Client(place);
  const { LoadBalancers } = await client.send(
    new CreateLoadBalancerCommand({
      Name: "web",
      Scheme: "internet-facing",
      Subnets: subnets,
      SecurityGroups: [group],
    }),
  );
  const LoadBalancerArn = given(LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn");
  const { TargetGroups } = await client.send(
    new CreateTargetGroupCommand({
      Name: "targets",
      Protocol: "HTTP",
      Port: 8080,
      VpcId: vpcId,
      TargetType: "ip",
    }),
  );
  const TargetGroupArn = given(TargetGroups?.[0]?.TargetGroupArn, "TargetGroupArn");
  await client.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  const Targets = [
    { Id: "10.0.0.9", Port: 8080 },
    { Id: "10.0.0.7", Port: 8080 },
  ];
  await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  await new ElasticLoadBalancingClient(place).send(
    new CreateClassicCommand({
      LoadBalancerName: "legacy",
      Subnets: subnets.slice(0, 1),
      Scheme: "internal",
      Listeners: [{ Protocol: "TCP", LoadBalancerPort: 22, InstancePort: 22 }],
    }),
  );

  expect(outcomes(await bench.collect(elb, region))).toEqual({
    "elb.load-balancer": "complete",
    "elb.target-group": "complete",
  });
  const balancers = await bench.stored("elb.load-balancer");
  expect(balancers.size).toBe(2);
  expect(balancers.get(LoadBalancerArn)).toMatchObject({
    name: "web",
    type: "application",
    scheme: "internet-facing",
    vpcId,
    subnetIds: subnets,
    securityGroupIds: [group],
    listeners: [{ port: 80, protocol: "HTTP", hasCertificate: false }],
    instanceIds: [],
  });
  const classic = `arn:aws:elasticloadbalancing:us-east-1:${account}:loadbalancer/legacy`;
  expect(balancers.get(classic)).toMatchObject({
    name: "legacy",
    type: "classic",
    scheme: "internal",
    vpcId,
    subnetIds: subnets.slice(0, 1),
    listeners: [{ port: 22, protocol: "TCP", hasCertificate: false }],
  });
  expect([...(await bench.stored("elb.target-group"))]).toEqual([
    [
      TargetGroupArn,
      {
        name: "targets",
        targetType: "ip",
        port: 8080,
        protocol: "HTTP",
        vpcId,
        loadBalancerArns: [LoadBalancerArn],
        targets: [
          { id: "10.0.0.7", port: 8080 },
          { id: "10.0.0.9", port: 8080 },
        ],
      },
    ],
  ]);
});

test("APIs: the policy as a document, and who may call each method and route", async () => {
  const client = new APIGatewayClient(place);
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
    ],
  });
  const rest = await client.send(
    new CreateRestApiCommand({ name: "orders", policy, endpointConfiguration: { types: ["REGIONAL"] } }),
  );
  const restApiId = given(rest.id, "id");
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = given(items?.[0]?.id, "Resource.id");
  await client.send(
    new PutMethodCommand({ restApiId, resourceId, httpMethod: "GET", authorizationType: "AWS_IAM" }),
  );
  const clientV2 = new ApiGatewayV2Client(place);
  const http = await clientV2.send(new CreateApiCommand({ Name: "events", ProtocolType: "HTTP" }));
  const ApiId = given(http.ApiId, "ApiId");
  const route = await clientV2.send(
    new CreateRouteCommand({ ApiId, RouteKey: "GET /events", AuthorizationType: "NONE" }),
  );

  expect(outcomes(await bench.collect(apiGateway, region))).toEqual({
    "apigateway.rest-api": "complete",
    "apigateway.rest-method": "complete",
    "apigateway.http-api": "complete",
    "apigateway.http-route": "complete",
  });
  const arn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`;
  const apis = await bench.stored("apigateway.rest-api");
  expect(apis.get(arn)).toMatchObject({
    name: "orders",
    endpointTypes: ["REGIONAL"],
    endpointDisabled: false,
  });
  expect(JSON.parse(apis.get(arn)?.policy ?? "")).toEqual(JSON.parse(policy));
  expect([...(await bench.stored("apigateway.rest-method"))]).toEqual([
    [
      `${arn}/resources/${resourceId}/methods/GET`,
      { apiId: restApiId, path: "/", method: "GET", authorizationType: "AWS_IAM", apiKeyRequired: false },
    ],
  ]);
  const httpArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  expect([...(await bench.stored("apigateway.http-api"))]).toEqual([
    [httpArn, { id: ApiId, name: "events", protocol: "HTTP", endpointDisabled: false }],
  ]);
  expect([...(await bench.stored("apigateway.http-route"))]).toEqual([
    [
      `${httpArn}/routes/${route.RouteId}`,
      { apiId: ApiId, routeKey: "GET /events", authorizationType: "NONE", apiKeyRequired: false },
    ],
  ]);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
