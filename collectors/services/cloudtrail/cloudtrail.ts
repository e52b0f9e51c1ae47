import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { decodeSelectors } from "./event-selectors.ts";

/** Under half of 10 a second: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const budgets = { "*": { rate: 4, burst: 4 } };

const trails = factRead({
  yields: ["cloudtrail.trail"],
  operations: ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
  async *collect(context) {
    const client = context.client(CloudTrailClient);
    // Without shadow trails a member account would not list the Organization's trail that covers it; the copies
    // that a trail has in other Regions are left out by its home Region.
    const { trailList } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const here = need(trailList, "DescribeTrails trailList").filter(
      (trail) => need(trail.HomeRegion, "Trail.HomeRegion") === context.region,
    );
    yield* context.each(
      here,
      { resourceId: (trail) => trail.TrailARN ?? "", gone: ["TrailNotFoundException"] },
      async (trail) => {
        const arn = need(trail.TrailARN, "Trail.TrailARN");
        const status = await client.send(new GetTrailStatusCommand({ Name: arn }));
        const selectors = await client.send(new GetEventSelectorsCommand({ TrailName: arn }));
        return {
          kind: "cloudtrail.trail" as const,
          resourceId: arn,
          payload: {
            arn,
            name: need(trail.Name, "Trail.Name"),
            multiRegion: trail.IsMultiRegionTrail ?? false,
            organization: trail.IsOrganizationTrail ?? false,
            logging: need(status.IsLogging, "GetTrailStatus IsLogging"),
            logFileValidation: trail.LogFileValidationEnabled ?? false,
            kmsKeyArn: trail.KmsKeyId ?? null,
            bucketName: need(trail.S3BucketName, "Trail.S3BucketName"),
            logGroupArn: trail.CloudWatchLogsLogGroupArn ?? null,
            ...decodeSelectors(selectors.EventSelectors, selectors.AdvancedEventSelectors),
          },
        };
      },
    );
  },
});

export const cloudtrail = defineCollector({
  service: "cloudtrail",
  scope: "regional",
  budgets,
  reads: [trails],
});
