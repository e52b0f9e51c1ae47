import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  ConfigServiceClient,
  PutConfigurationAggregatorCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { DisableMacieCommand, Macie2Client } from "@aws-sdk/client-macie2";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloudtrail } from "#collectors/services/cloudtrail/cloudtrail.ts";
import { config } from "#collectors/services/config/config.ts";
import { configAggregation } from "#collectors/services/config/organization.ts";
import { events } from "#collectors/services/events/events.ts";
import { macie2 } from "#collectors/services/macie2/macie2.ts";
import { tags } from "#collectors/services/tags/tags.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
  await new S3Client(place).send(new CreateBucketCommand({ Bucket: "audit-logs" }));
});
afterAll(() => bench?.close());

test("trails: at home alone, with what they keep", async () => {
  const client = new CloudTrailClient(place);
  const S3BucketName = "audit-logs";
  await client.send(
    new CreateTrailCommand({
      Name: "everything",
      S3BucketName,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      KmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    }),
  );
  await client.send(new StartLoggingCommand({ Name: "everything" }));
  await client.send(
    new PutEventSelectorsCommand({
      TrailName: "everything",
      AdvancedEventSelectors: [
        { FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
        {
          FieldSelectors: [
            { Field: "eventCategory", Equals: ["Data"] },
            { Field: "resources.type", Equals: ["AWS::S3::Object"] },
            { Field: "readOnly", Equals: ["false"] },
          ],
        },
      ],
    }),
  );
  await client.send(new CreateTrailCommand({ Name: "writes", S3BucketName }));
  await client.send(
    new PutEventSelectorsCommand({
      TrailName: "writes",
      EventSelectors: [
        {
          ReadWriteType: "WriteOnly",
          IncludeManagementEvents: true,
          DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3:::audit-logs/"] }],
        },
      ],
    }),
  );

  expect(outcomes(await bench.collect(cloudtrail, region))).toEqual({ "cloudtrail.trail": "complete" });
  const arn = (name: string) => `arn:aws:cloudtrail:us-east-1:${bench.accountId}:trail/${name}`;
  const trails = await bench.stored("cloudtrail.trail");
  expect(trails.get(arn("everything"))).toEqual({
    arn: arn("everything"),
    name: "everything",
    multiRegion: true,
    organization: false,
    logging: true,
    logFileValidation: true,
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    bucketName: "audit-logs",
    logGroupArn: null,
    managementEvents: { read: "all", write: "all", excludedSources: [] },
    s3DataEvents: { read: "none", write: "all" },
  });
  expect(trails.get(arn("writes"))).toMatchObject({
    multiRegion: false,
    logging: false,
    logFileValidation: false,
    kmsKeyArn: null,
    managementEvents: { read: "none", write: "all", excludedSources: [] },
    s3DataEvents: { read: "none", write: "some" },
  });
  expect(trails.size).toBe(2);

  // Elsewhere the trail of all Regions is listed as a shadow of the one at home.
  expect(outcomes(await bench.collect(cloudtrail, "eu-west-1"))).toEqual({ "cloudtrail.trail": "complete" });
  expect((await bench.stored("cloudtrail.trail")).size).toBe(2);
});

test("Config: no recorder, then one that records some types", async () => {
  const client = new ConfigServiceClient(place);
  const missing = "failed config:DescribeConformancePacks";
  const none = outcomes(await bench.collect(config, region));
  expect(none["config.recorder"]).toBe("complete");
  expect(none["config.conformance-pack"]).toContain(missing);
  expect((await bench.stored("config.recorder")).size).toBe(0);
  await client.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: "default",
        roleARN: `arn:aws:iam::${bench.accountId}:role/config`,
        recordingGroup: {
          allSupported: false,
          includeGlobalResourceTypes: false,
          resourceTypes: ["AWS::S3::Bucket", "AWS::EC2::VPC"],
        },
      },
    }),
  );
  await client.send(
    new PutDeliveryChannelCommand({ DeliveryChannel: { name: "default", s3BucketName: "audit-logs" } }),
  );
  await client.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
  await bench.collect(config, region);
  const [recorder] = (await bench.stored("config.recorder")).values();
  expect(recorder).toMatchObject({
    name: "default",
    allSupported: false,
    globalTypes: false,
    includedTypes: ["AWS::EC2::VPC", "AWS::S3::Bucket"],
    excludedTypes: [],
    recording: true,
    lastStatus: "Pending",
    servicePrincipal: null,
  });
});

test("Config of the Organization: aggregators; its inventory moto lacks", async () => {
  const client = new ConfigServiceClient(place);
  await client.send(
    new PutConfigurationAggregatorCommand({
      ConfigurationAggregatorName: "everybody",
      OrganizationAggregationSource: {
        RoleArn: `arn:aws:iam::${bench.accountId}:role/service-role/config`,
        AllAwsRegions: true,
      },
    }),
  );
  await client.send(
    new PutConfigurationAggregatorCommand({
      ConfigurationAggregatorName: "two",
      AccountAggregationSources: [{ AccountIds: ["111122223333"], AwsRegions: ["us-east-1", "eu-west-1"] }],
    }),
  );
  const seen = outcomes(await bench.collect(configAggregation));
  expect(seen["config.aggregator"]).toBe("complete");
  expect(seen["config.inventory"]).toMatch(/^failed config:SelectAggregateResourceConfig /);
  const aggregators = [...(await bench.stored("config.aggregator")).values()];
  expect(aggregators.map(({ arn: _, ...rest }) => rest).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: "everybody", region, organization: true, allRegions: true, regions: [] },
    { name: "two", region, organization: false, allRegions: false, regions: ["eu-west-1", "us-east-1"] },
  ]);
});

test("Macie: none is a fact", async () => {
  // moto has it on from the start.
  await new Macie2Client(place).send(new DisableMacieCommand({}));
  expect(outcomes(await bench.collect(macie2, region))).toEqual({ "macie.session": "complete" });
  expect((await bench.stored("macie.session")).size).toBe(0);
});

test("rules: of the default bus, with the targets of those that match something", async () => {
  const client = new EventBridgeClient(place);
  const EventPattern = JSON.stringify({ source: ["aws.iam"], detail: { eventName: ["CreateAccessKey"] } });
  const topic = (name: string) => `arn:aws:sns:us-east-1:${bench.accountId}:${name}`;
  const make = async (Name: string, more: object, targets: string[]) => {
    await client.send(new PutRuleCommand({ Name, ...more }));
    if (targets.length > 0)
      await client.send(
        new PutTargetsCommand({
          Rule: Name,
          Targets: targets.map((Arn, index) => ({ Id: String(index), Arn })),
        }),
      );
  };
  await make("new-keys", { EventPattern }, [topic("oncall"), topic("archive")]);
  await make("asleep", { EventPattern, State: "DISABLED" }, [topic("oncall")]);
  await make("nightly", { ScheduleExpression: "rate(1 day)" }, [topic("oncall")]);
  await make("deaf", { EventPattern }, []);

  expect(outcomes(await bench.collect(events, region))).toEqual({ "events.rule": "complete" });
  const rules = await bench.stored("events.rule");
  const arn = (name: string) => `arn:aws:events:us-east-1:${bench.accountId}:rule/${name}`;
  expect(rules.get(arn("new-keys"))).toEqual({
    arn: arn("new-keys"),
    name: "new-keys",
    state: "ENABLED",
    eventPattern: EventPattern,
    scheduleExpression: null,
    managedBy: null,
    targetArns: [topic("archive"), topic("oncall")],
  });
  const rest = ["asleep", "nightly", "deaf"].map((name) => rules.get(arn(name)));
  expect(rest.map((rule) => [rule?.state, rule?.targetArns])).toEqual([
    ["DISABLED", null],
    ["ENABLED", null],
    ["ENABLED", []],
  ]);
  expect(rest[1]).toMatchObject({ eventPattern: null, scheduleExpression: "rate(1 day)" });
});

test("tags: in one order, of what was tagged", async () => {
  const { Vpc } = await new EC2Client(place).send(
    new CreateVpcCommand({
      CidrBlock: "10.9.0.0/16",
      TagSpecifications: [
        {
          ResourceType: "vpc",
          Tags: [
            { Key: "owner", Value: "network-team" },
            { Key: "environment", Value: "prod" },
          ],
        },
      ],
    }),
  );
  const arn = `arn:aws:ec2:us-east-1:${bench.accountId}:vpc/${given(Vpc?.VpcId, "VpcId")}`;
  expect(outcomes(await bench.collect(tags, region))).toEqual({ "tag.resource": "complete" });
  expect((await bench.stored("tag.resource")).get(arn)).toEqual({
    arn,
    tags: [
      { key: "environment", value: "prod" },
      { key: "owner", value: "network-team" },
    ],
  });
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
