import type * as api from "@aws-sdk/client-config-service";
import * as sdk from "@aws-sdk/client-config-service";
import { aggregatorsOf, inventoryPage } from "../model/aggregators.ts";
import { administratorOf } from "../model/delegation.ts";
import { organizationPacks, type Recording, recorderOf } from "../model/recorders.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { decodeToken, encodeToken, paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

interface Listing {
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

function page<T>(all: readonly T[], input: Listing, largest: number, name: string, context: CallContext) {
  const request = {
    token: input.NextToken,
    // Config takes zero for its own default.
    size: input.Limit || undefined,
    largest,
    invalidToken: "InvalidNextTokenException",
    scope: `${name}/${context.account.id}/${context.region}`,
  };
  const { items, next } = paginate(all, request, "InvalidLimitException");
  return { items, NextToken: next };
}

const groups: Readonly<Record<Exclude<Recording, "none">, api.RecordingGroup>> = {
  all: {
    allSupported: true,
    includeGlobalResourceTypes: false,
    recordingStrategy: { useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" },
  },
  failing: { allSupported: true, includeGlobalResourceTypes: true },
  stopped: { allSupported: true, includeGlobalResourceTypes: false },
  chosen: {
    allSupported: false,
    includeGlobalResourceTypes: false,
    resourceTypes: ["AWS::S3::Bucket", "AWS::EC2::Instance"],
    recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
  },
  excluding: {
    allSupported: false,
    includeGlobalResourceTypes: false,
    resourceTypes: [],
    exclusionByResourceTypes: { resourceTypes: ["AWS::EC2::NetworkInterface"] },
    recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
  },
};

function recorders({ world, account, region }: CallContext): api.ConfigurationRecorder[] {
  const { recording } = recorderOf(world, account, region);
  if (recording === "none") return [];
  return [
    {
      arn: `arn:aws:config:${region}:${account.id}:configuration-recorder/default/${account.id.slice(0, 8)}`,
      name: "default",
      roleARN: `arn:aws:iam::${account.id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: groups[recording],
      recordingMode: { recordingFrequency: "CONTINUOUS" },
      recordingScope: "PAID",
    },
  ];
}

/** Only the account that administers it for the Organization may ask. */
function requireAdministrator(context: CallContext, service: string): void {
  const { managementId } = context.world.organization;
  if ([managementId, administratorOf(context.world, service)].includes(context.account.id)) return;
  const message =
    "This operation can only be called by the organization management account or a delegated administrator.";
  throw new ApiError("OrganizationAccessDeniedException", 400, message);
}

export const config: Service = {
  name: "config",
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
    DescribeConfigurationRecorders: (
      _input: api.DescribeConfigurationRecordersRequest,
      context,
    ): api.DescribeConfigurationRecordersResponse => ({ ConfigurationRecorders: recorders(context) }),
    DescribeConfigurationRecorderStatus(
      _input: api.DescribeConfigurationRecorderStatusRequest,
      context,
    ): api.DescribeConfigurationRecorderStatusResponse {
      const { recording } = recorderOf(context.world, context.account, context.region);
      return {
        ConfigurationRecordersStatus: recorders(context).map(({ arn, name }) => ({
          arn,
          name,
          recording: recording !== "stopped",
          lastStatus: recording === "failing" ? "Failure" : "Success",
        })),
      };
    },
    DescribeConformancePacks(
      input: api.DescribeConformancePacksRequest,
      context,
    ): api.DescribeConformancePacksResponse {
      const { packs } = recorderOf(context.world, context.account, context.region);
      const { items, NextToken } = page(packs, input, 20, "packs", context);
      return { ConformancePackDetails: items, NextToken };
    },
    DescribeOrganizationConformancePacks(
      input: api.DescribeOrganizationConformancePacksRequest,
      context,
    ): api.DescribeOrganizationConformancePacksResponse {
      requireAdministrator(context, "config-multiaccountsetup.amazonaws.com");
      const packs = organizationPacks(context.world, context.region);
      const { items, NextToken } = page(packs, input, 100, "organization-packs", context);
      return { OrganizationConformancePacks: items, NextToken };
    },
    DescribeConfigurationAggregators(
      input: api.DescribeConfigurationAggregatorsRequest,
      context,
    ): api.DescribeConfigurationAggregatorsResponse {
      const all = aggregatorsOf(context.world, context.account, context.region);
      const { items, NextToken } = page(all, input, 100, "aggregators", context);
      return { ConfigurationAggregators: items, NextToken };
    },
    SelectAggregateResourceConfig(
      input: api.SelectAggregateResourceConfigRequest,
      context,
    ): api.SelectAggregateResourceConfigResponse {
      const name = input.ConfigurationAggregatorName;
      const aggregator = aggregatorsOf(context.world, context.account, context.region).find(
        (each) => each.ConfigurationAggregatorName === name,
      );
      if (aggregator === undefined) {
        const message =
          "The configuration aggregator does not exist. Check the configuration aggregator name and try again.";
        throw new ApiError("NoSuchConfigurationAggregatorException", 400, message);
      }
      const expression = (input.Expression ?? "").replace(/\s+/g, " ").trim();
      if (
        !/^SELECT accountId, awsRegion, resourceType, COUNT\(\*\) GROUP BY accountId, awsRegion, resourceType$/.test(
          expression,
        )
      )
        throw new ApiError("InvalidExpressionException", 400, "The simulator answers one query alone.");
      if ((input.Limit ?? input.MaxResults ?? 0) > 100)
        throw new ApiError(
          "InvalidLimitException",
          400,
          "The specified limit is outside the allowable range.",
        );
      const scope = `inventory/${context.account.id}/${context.region}/${name}`;
      const at = input.NextToken ? decodeToken(input.NextToken, scope, "InvalidNextTokenException") : "0:0";
      const [place = 0, type = 0] = at.split(":").map(Number);
      const size = input.Limit || input.MaxResults || 500;
      const { rows, next } = inventoryPage(context.world, aggregator, { place, type }, size);
      return {
        Results: rows,
        QueryInfo: {
          SelectFields: ["accountId", "awsRegion", "resourceType", "COUNT(*)"].map((Name) => ({ Name })),
        },
        NextToken: next && encodeToken(scope, `${next.place}:${next.type}`),
      };
    },
  },
};
