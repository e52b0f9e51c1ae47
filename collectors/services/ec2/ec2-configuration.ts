import {
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
  GetInstanceMetadataDefaultsCommand,
  paginateDescribeImages,
  paginateDescribeLaunchTemplateVersions,
  paginateDescribeSnapshots,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeVpcEndpointServiceConfigurations,
  paginateDescribeVpcEndpointServicePermissions,
  type ServiceConfiguration,
} from "@aws-sdk/client-ec2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import { decodeLaunchTemplate } from "./decode-launch-template.ts";

/**
 * Half of 20 a second into a bucket of 100, which EC2 gives each paginated describe, and half of 10 into 50
 * without pages. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const paged = { rate: 10, burst: 50 };
const whole = { rate: 5, burst: 25 };
const budgets = {
  "ec2:DescribeLaunchTemplateVersions": paged,
  "ec2:DescribeSnapshots": paged,
  "ec2:DescribeImages": paged,
  "ec2:DescribeVpcEndpointServiceConfigurations": paged,
  "ec2:DescribeVpcEndpointServicePermissions": paged,
  "ec2:DescribeTransitGatewayAttachments": paged,
  "ec2:GetInstanceMetadataDefaults": whole,
  "ec2:GetEbsEncryptionByDefault": whole,
  "ec2:DescribeVpcBlockPublicAccessOptions": whole,
  "ec2:DescribeVpcBlockPublicAccessExclusions": paged,
};

const pageSize = 1_000;

const arnOf = (context: ReadContext, type: string, id: string) =>
  `arn:${context.partition}:ec2:${context.region}:${context.accountId}:${type}/${id}`;
const regionOf = (context: ReadContext) => `region/${context.region}`;

const launchTemplates = factRead({
  yields: ["ec2.launch-template"],
  operations: ["ec2:DescribeLaunchTemplateVersions"],
  emptyWithout: ["AWS::EC2::LaunchTemplate"],
  async *collect(context) {
    const client = context.client(EC2Client);
    // Without a template's id AWS answers with the default versions of all of them.
    const defaults = { Versions: ["$Default"], IncludeManagedResources: true };
    for await (const page of paginateDescribeLaunchTemplateVersions(
      { client, pageSize: 200 },
      { ...defaults },
    ))
      for (const version of page.LaunchTemplateVersions ?? []) {
        const payload = await decodeLaunchTemplate(version);
        yield {
          kind: "ec2.launch-template",
          resourceId: arnOf(context, "launch-template", payload.id),
          payload,
        };
      }
  },
});

const metadataDefaults = factRead({
  yields: ["ec2.metadata-defaults"],
  operations: ["ec2:GetInstanceMetadataDefaults"],
  async *collect(context) {
    const answer = await context.client(EC2Client).send(new GetInstanceMetadataDefaultsCommand({}));
    const level = answer.AccountLevel;
    yield {
      kind: "ec2.metadata-defaults",
      resourceId: regionOf(context),
      payload: {
        httpTokens: level?.HttpTokens ?? null,
        httpEndpoint: level?.HttpEndpoint ?? null,
        hopLimit: level?.HttpPutResponseHopLimit ?? null,
        httpTokensEnforced: level?.HttpTokensEnforced ?? null,
      },
    };
  },
});

const ebsEncryption = factRead({
  yields: ["ec2.ebs-encryption-default"],
  operations: ["ec2:GetEbsEncryptionByDefault"],
  async *collect(context) {
    const answer = await context.client(EC2Client).send(new GetEbsEncryptionByDefaultCommand({}));
    const enabled = need(answer.EbsEncryptionByDefault, "GetEbsEncryptionByDefault EbsEncryptionByDefault");
    yield { kind: "ec2.ebs-encryption-default", resourceId: regionOf(context), payload: { enabled } };
  },
});

const blockPublicAccess = factRead({
  yields: ["ec2.vpc-block-public-access"],
  operations: ["ec2:DescribeVpcBlockPublicAccessOptions"],
  async *collect(context) {
    const answer = await context.client(EC2Client).send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
    const options = answer.VpcBlockPublicAccessOptions;
    yield {
      kind: "ec2.vpc-block-public-access",
      resourceId: regionOf(context),
      payload: {
        internetGatewayBlockMode: need(
          options?.InternetGatewayBlockMode,
          "DescribeVpcBlockPublicAccessOptions InternetGatewayBlockMode",
        ),
        exclusions: options?.ExclusionsAllowed ?? null,
      },
    };
  },
});

const blockPublicAccessExclusions = factRead({
  yields: ["ec2.vpc-block-public-access-exclusion"],
  operations: ["ec2:DescribeVpcBlockPublicAccessExclusions"],
  async *collect(context) {
    const client = context.client(EC2Client);
    let token: string | undefined;
    // The SDK has no paginator for it.
    do {
      const answer = await client.send(
        new DescribeVpcBlockPublicAccessExclusionsCommand({ MaxResults: pageSize, NextToken: token }),
      );
      for (const exclusion of answer.VpcBlockPublicAccessExclusions ?? []) {
        const id = need(exclusion.ExclusionId, "VpcBlockPublicAccessExclusion.ExclusionId");
        yield {
          kind: "ec2.vpc-block-public-access-exclusion",
          resourceId: arnOf(context, "vpc-block-public-access-exclusion", id),
          payload: {
            id,
            mode: need(
              exclusion.InternetGatewayExclusionMode,
              "VpcBlockPublicAccessExclusion.InternetGatewayExclusionMode",
            ),
            excludedArn: need(exclusion.ResourceArn, "VpcBlockPublicAccessExclusion.ResourceArn"),
            state: exclusion.State ?? "",
          },
        };
      }
      token = answer.NextToken;
    } while (token);
  },
});

const publicSnapshots = factRead({
  yields: ["ec2.public-snapshot"],
  operations: ["ec2:DescribeSnapshots"],
  async *collect(context) {
    const client = context.client(EC2Client);
    const everybody = { OwnerIds: ["self"], RestorableByUserIds: ["all"] };
    for await (const page of paginateDescribeSnapshots({ client, pageSize }, { ...everybody }))
      for (const snapshot of page.Snapshots ?? []) {
        const id = need(snapshot.SnapshotId, "Snapshot.SnapshotId");
        yield {
          kind: "ec2.public-snapshot",
          resourceId: `arn:${context.partition}:ec2:${context.region}::snapshot/${id}`,
          payload: { id, volumeId: snapshot.VolumeId ?? null, description: snapshot.Description ?? "" },
        };
      }
  },
});

const publicImages = factRead({
  yields: ["ec2.public-image"],
  operations: ["ec2:DescribeImages"],
  async *collect(context) {
    const client = context.client(EC2Client);
    const everybody = { Owners: ["self"], Filters: [{ Name: "is-public", Values: ["true"] }] };
    for await (const page of paginateDescribeImages({ client, pageSize }, { ...everybody }))
      for (const image of page.Images ?? []) {
        const id = need(image.ImageId, "Image.ImageId");
        yield {
          kind: "ec2.public-image",
          resourceId: `arn:${context.partition}:ec2:${context.region}::image/${id}`,
          payload: { id, name: image.Name ?? "" },
        };
      }
  },
});

const endpointServices = factRead({
  yields: ["ec2.endpoint-service"],
  operations: ["ec2:DescribeVpcEndpointServiceConfigurations", "ec2:DescribeVpcEndpointServicePermissions"],
  emptyWithout: ["AWS::EC2::VPCEndpointService"],
  async *collect(context) {
    const client = context.client(EC2Client);
    const services: ServiceConfiguration[] = [];
    for await (const page of paginateDescribeVpcEndpointServiceConfigurations({ client, pageSize }, {}))
      services.push(...(page.ServiceConfigurations ?? []));
    yield* context.each(
      services,
      {
        resourceId: ({ ServiceId = "" }) => arnOf(context, "vpc-endpoint-service", ServiceId),
        gone: ["InvalidVpcEndpointServiceId.NotFound", "InvalidVpcEndpointService.NotFound"],
      },
      async (service) => {
        const id = need(service.ServiceId, "ServiceConfiguration.ServiceId");
        const principals: (string | undefined)[] = [];
        for await (const page of paginateDescribeVpcEndpointServicePermissions(
          { client, pageSize },
          { ServiceId: id },
        ))
          principals.push(...(page.AllowedPrincipals ?? []).map(({ Principal }) => Principal));
        return {
          kind: "ec2.endpoint-service",
          resourceId: arnOf(context, "vpc-endpoint-service", id),
          payload: {
            id,
            name: service.ServiceName ?? "",
            types: sorted((service.ServiceType ?? []).map(({ ServiceType }) => ServiceType)),
            acceptanceRequired: service.AcceptanceRequired ?? false,
            allowedPrincipals: sorted(principals),
            loadBalancerArns: sorted([
              ...(service.NetworkLoadBalancerArns ?? []),
              ...(service.GatewayLoadBalancerArns ?? []),
            ]),
          },
        };
      },
    );
  },
});

const transitGatewayAttachments = factRead({
  yields: ["ec2.transit-gateway-attachment"],
  operations: ["ec2:DescribeTransitGatewayAttachments"],
  async *collect(context) {
    const client = context.client(EC2Client);
    for await (const page of paginateDescribeTransitGatewayAttachments({ client, pageSize }, {}))
      for (const attachment of page.TransitGatewayAttachments ?? []) {
        const id = need(attachment.TransitGatewayAttachmentId, "TransitGatewayAttachmentId");
        yield {
          kind: "ec2.transit-gateway-attachment",
          resourceId: arnOf(context, "transit-gateway-attachment", id),
          payload: {
            id,
            transitGatewayId: need(attachment.TransitGatewayId, "TransitGatewayAttachment.TransitGatewayId"),
            transitGatewayOwnerId: attachment.TransitGatewayOwnerId ?? context.accountId,
            resourceType: attachment.ResourceType ?? "",
            resourceId: attachment.ResourceId ?? null,
            resourceOwnerId: attachment.ResourceOwnerId ?? context.accountId,
            state: attachment.State ?? "",
          },
        };
      }
  },
});

/** What is set up in EC2, beside the network and the machines that run. */
export const ec2Configuration = defineCollector({
  service: "ec2",
  scope: "regional",
  budgets,
  reads: [
    launchTemplates,
    metadataDefaults,
    ebsEncryption,
    blockPublicAccess,
    blockPublicAccessExclusions,
    publicSnapshots,
    publicImages,
    endpointServices,
    transitGatewayAttachments,
  ],
});
