import type * as api from "@aws-sdk/client-ec2";
import { type Ec2Settings, ec2SettingsOf } from "../model/ec2-settings.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Handler } from "../runtime/service.ts";
import { matches } from "./ec2-listings.ts";

interface PageInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

const here = ({ world, account, region }: CallContext): Ec2Settings => ec2SettingsOf(world, account, region);

function page<T>(all: readonly T[], input: PageInput, what: string, context: CallContext, largest = 1000) {
  const { account, region } = context;
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest,
    invalidToken: "InvalidNextToken",
    scope: `${what}/${account.id}/${region}`,
  };
  return paginate(all, request, "InvalidParameterValue");
}

function unsupported(what: string): ApiError {
  return new ApiError("InvalidParameterValue", 400, `The simulator answers for ${what} only.`);
}

/** Operations of EC2 on what is set up, beside the network and the machines that run. */
export const ec2ConfigurationOperations: Readonly<Record<string, Handler>> = {
  DescribeLaunchTemplateVersions(
    input: api.DescribeLaunchTemplateVersionsRequest,
    context,
  ): api.DescribeLaunchTemplateVersionsResult {
    if (
      input.LaunchTemplateId === undefined &&
      (input.Versions ?? []).some((each) => !each.startsWith("$"))
    ) {
      const message = "You must specify either a launch template ID or name to describe numbered versions.";
      throw new ApiError("MissingParameter", 400, message);
    }
    const wanted = input.Versions ?? [];
    const chosen = here(context).templates.filter(
      ({ LaunchTemplateId, VersionNumber, DefaultVersion }) =>
        (input.LaunchTemplateId === undefined || LaunchTemplateId === input.LaunchTemplateId) &&
        ((wanted.includes("$Default") && DefaultVersion) || wanted.includes(String(VersionNumber))),
    );
    const { items, next } = page(chosen, input, "templates", context, 200);
    return { LaunchTemplateVersions: items, NextToken: next };
  },
  GetInstanceMetadataDefaults(
    _input: api.GetInstanceMetadataDefaultsRequest,
    context,
  ): api.GetInstanceMetadataDefaultsResult {
    return { AccountLevel: here(context).metadataDefaults };
  },
  GetEbsEncryptionByDefault(
    _input: api.GetEbsEncryptionByDefaultRequest,
    context,
  ): api.GetEbsEncryptionByDefaultResult {
    return { EbsEncryptionByDefault: here(context).ebsEncrypted };
  },
  DescribeVpcBlockPublicAccessOptions(
    _input: api.DescribeVpcBlockPublicAccessOptionsRequest,
    context,
  ): api.DescribeVpcBlockPublicAccessOptionsResult {
    return { VpcBlockPublicAccessOptions: here(context).blockPublicAccess };
  },
  DescribeVpcBlockPublicAccessExclusions(
    input: api.DescribeVpcBlockPublicAccessExclusionsRequest,
    context,
  ): api.DescribeVpcBlockPublicAccessExclusionsResult {
    const { items, next } = page(here(context).exclusions, input, "exclusions", context);
    return { VpcBlockPublicAccessExclusions: items, NextToken: next };
  },
  DescribeSnapshots(input: api.DescribeSnapshotsRequest, context): api.DescribeSnapshotsResult {
    if (input.OwnerIds?.join() !== "self") throw unsupported("the account's own snapshots");
    const { snapshots, everybodys } = here(context);
    const anybody = input.RestorableByUserIds?.includes("all") ?? false;
    const chosen = snapshots.filter(({ SnapshotId = "" }) => !anybody || everybodys.has(SnapshotId));
    const { items, next } = page(chosen, input, "snapshots", context);
    return { Snapshots: items, NextToken: next };
  },
  DescribeImages(input: api.DescribeImagesRequest, context): api.DescribeImagesResult {
    if (input.Owners?.join() !== "self") throw unsupported("the account's own images");
    const filters = { "is-public": (image: api.Image) => [String(image.Public)] };
    const chosen = here(context).images.filter((image) => matches(image, input.Filters ?? [], filters));
    const { items, next } = page(chosen, input, "images", context);
    return { Images: items, NextToken: next };
  },
  DescribeVpcEndpointServiceConfigurations(
    input: api.DescribeVpcEndpointServiceConfigurationsRequest,
    context,
  ): api.DescribeVpcEndpointServiceConfigurationsResult {
    const { items, next } = page(here(context).services, input, "services", context);
    return { ServiceConfigurations: items, NextToken: next };
  },
  DescribeVpcEndpointServicePermissions(
    input: api.DescribeVpcEndpointServicePermissionsRequest,
    context,
  ): api.DescribeVpcEndpointServicePermissionsResult {
    const all = here(context).principals.get(input.ServiceId ?? "");
    if (all === undefined) {
      const message = `The VpcEndpointService Id '${input.ServiceId}' does not exist`;
      throw new ApiError("InvalidVpcEndpointServiceId.NotFound", 400, message);
    }
    const { items, next } = page(all, input, `principals/${input.ServiceId}`, context);
    return { AllowedPrincipals: items, NextToken: next };
  },
  DescribeTransitGatewayAttachments(
    input: api.DescribeTransitGatewayAttachmentsRequest,
    context,
  ): api.DescribeTransitGatewayAttachmentsResult {
    const { items, next } = page(here(context).attachments, input, "attachments", context);
    return { TransitGatewayAttachments: items, NextToken: next };
  },
};
