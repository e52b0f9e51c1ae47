import type * as classicApi from "@aws-sdk/client-elastic-load-balancing";
import * as classicSdk from "@aws-sdk/client-elastic-load-balancing";
import type * as api from "@aws-sdk/client-elastic-load-balancing-v2";
import * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import { balancersOf } from "../model/balancers.ts";
import type { WireRequest } from "../protocols/protocol.ts";
import { awsQuery } from "../protocols/query.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const errors = {
  denied: "AccessDenied",
  throttled: "Throttling",
  throttledStatus: 400,
  unknownOperation: "InvalidAction",
};

/** Both generations sign with one name; the version in the form tells them apart. */
const ofVersion = (version: string) => (request: WireRequest) =>
  new URLSearchParams(request.body).get("Version") === version;

interface PageInput {
  readonly Marker?: string | undefined;
  readonly PageSize?: number | undefined;
}

function page<T>(all: readonly T[], input: PageInput, scope: string) {
  const request = { token: input.Marker, size: input.PageSize, largest: 400, scope };
  return paginate(all, { ...request, invalidToken: "ValidationError" }, "ValidationError");
}

const here = ({ world, account, region }: CallContext) => balancersOf(world, account, region);
const scopeOf = (what: string, { account, region }: CallContext) => `${what}/${account.id}/${region}`;

export const elbClassic: Service = {
  name: "elasticloadbalancing",
  sdk: classicSdk,
  protocol: awsQuery,
  xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/",
  errors,
  claims: ofVersion("2012-06-01"),
  operations: {
    DescribeLoadBalancers(
      input: classicApi.DescribeAccessPointsInput,
      context,
    ): classicApi.DescribeAccessPointsOutput {
      const { items, next } = page(here(context).classic, input, scopeOf("classic", context));
      return { LoadBalancerDescriptions: items, NextMarker: next };
    },
  },
};

export const elb: Service = {
  name: "elasticloadbalancing",
  sdk,
  protocol: awsQuery,
  xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
  errors,
  claims: ofVersion("2015-12-01"),
  operations: {
    DescribeLoadBalancers(input: api.DescribeLoadBalancersInput, context): api.DescribeLoadBalancersOutput {
      const { items, next } = page(here(context).balancers, input, scopeOf("balancers", context));
      return { LoadBalancers: items.map(({ shape }) => shape), NextMarker: next };
    },
    DescribeListeners(input: api.DescribeListenersInput, context): api.DescribeListenersOutput {
      const found = here(context).balancers.find(({ arn }) => arn === input.LoadBalancerArn);
      if (found === undefined)
        throw new ApiError("LoadBalancerNotFound", 400, "One or more load balancers not found");
      const { items, next } = page(found.listeners, input, `listeners/${found.arn}`);
      return { Listeners: items, NextMarker: next };
    },
    DescribeTargetGroups(input: api.DescribeTargetGroupsInput, context): api.DescribeTargetGroupsOutput {
      const { items, next } = page(here(context).targetGroups, input, scopeOf("groups", context));
      return { TargetGroups: items.map(({ shape }) => shape), NextMarker: next };
    },
    DescribeTargetHealth(input: api.DescribeTargetHealthInput, context): api.DescribeTargetHealthOutput {
      const found = here(context).targetGroups.find(({ arn }) => arn === input.TargetGroupArn);
      if (found === undefined)
        throw new ApiError("TargetGroupNotFound", 400, "One or more target groups not found");
      const TargetHealthDescriptions = found.targets.map((Target) => ({
        Target,
        HealthCheckPort: "8080",
        TargetHealth: { State: "healthy" as const },
      }));
      return { TargetHealthDescriptions };
    },
  },
};
