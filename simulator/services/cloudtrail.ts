import type * as api from "@aws-sdk/client-cloudtrail";
import * as sdk from "@aws-sdk/client-cloudtrail";
import { type TrailModel, trailsOf } from "../model/trails.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

/** Its own here; copies of its trails of other Regions and of the Organization's trail only as shadows. */
function listed({ world, account, region }: CallContext, shadows: boolean): TrailModel[] {
  return trailsOf(world, account).trails.filter(({ trail }) => {
    const atHome = trail.HomeRegion === region;
    const own = trail.TrailARN?.split(":")[4] === account.id;
    return atHome && own ? true : shadows && (atHome || trail.IsMultiRegionTrail === true);
  });
}

function find(name: string | undefined, context: CallContext): TrailModel {
  const found = listed(context, true).find(({ trail }) => {
    const byName = trail.Name === name && trail.HomeRegion === context.region;
    return trail.TrailARN === name || (byName && trail.TrailARN?.split(":")[4] === context.account.id);
  });
  if (found !== undefined) return found;
  throw new ApiError(
    "TrailNotFoundException",
    400,
    `Unknown trail: ${name} for the user: ${context.account.id}`,
  );
}

export const cloudtrail: Service = {
  name: "cloudtrail",
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
    DescribeTrails(input: api.DescribeTrailsRequest, context): api.DescribeTrailsResponse {
      const trails = listed(context, input.includeShadowTrails !== false);
      return { trailList: trails.map(({ trail }) => trail) };
    },
    GetTrailStatus(input: api.GetTrailStatusRequest, context): api.GetTrailStatusResponse {
      return { IsLogging: find(input.Name, context).logging };
    },
    GetEventSelectors(input: api.GetEventSelectorsRequest, context): api.GetEventSelectorsResponse {
      const { trail, basic, advanced } = find(input.TrailName, context);
      return { TrailARN: trail.TrailARN, EventSelectors: basic, AdvancedEventSelectors: advanced };
    },
  },
};
