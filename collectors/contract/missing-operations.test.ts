import { AccessAnalyzerClient, ListAnalyzersCommand } from "@aws-sdk/client-accessanalyzer";
import {
  ConfigServiceClient,
  DescribeConformancePacksCommand,
  DescribeOrganizationConformancePacksCommand,
  SelectAggregateResourceConfigCommand,
} from "@aws-sdk/client-config-service";
import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeSnapshotsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import {
  DescribeOrganizationConfigurationCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListFindingsCommand,
} from "@aws-sdk/client-guardduty";
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  ListOrganizationsFeaturesCommand,
} from "@aws-sdk/client-iam";
import { Inspector2Client, ListCoverageCommand } from "@aws-sdk/client-inspector2";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { LambdaClient, ListFunctionUrlConfigsCommand } from "@aws-sdk/client-lambda";
import { GetMacieSessionCommand, Macie2Client } from "@aws-sdk/client-macie2";
import {
  GetFindingAggregatorCommand,
  ListEnabledProductsForImportCommand,
  ListFindingAggregatorsCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import {
  CreatePermissionSetCommand,
  DescribePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Moto, startMoto } from "./moto.ts";
import { buildDetector } from "./world/detection.ts";
import { managementPlace } from "./world/place.ts";

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
  process.env["AWS_ENDPOINT_URL"] = moto.url;
});
afterAll(() => moto?.stop());

/**
 * Operations the collectors call and moto 5.2.5 does not serve: nothing but the simulator speaks for their
 * decoding. When this fails because moto learned one, drop it here and assert its facts with the others.
 */
test("what moto lacks, by name", async () => {
  const place = { ...managementPlace(), maxAttempts: 1 };
  const guardduty = new GuardDutyClient(place);
  const hub = new SecurityHubClient(place);
  const DetectorId = await buildDetector(managementPlace());
  const arn = "arn:aws:securityhub:us-east-1:123456789012:finding-aggregator/home";
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    "guardduty:ListFindings": () => guardduty.send(new ListFindingsCommand({ DetectorId })),
    "guardduty:GetFindings": () =>
      guardduty.send(new GetFindingsCommand({ DetectorId, FindingIds: ["an-id"] })),
    "securityhub:ListFindingAggregators": () => hub.send(new ListFindingAggregatorsCommand({})),
    "securityhub:GetFindingAggregator": () =>
      hub.send(new GetFindingAggregatorCommand({ FindingAggregatorArn: arn })),
  };
  const statuses: Record<string, unknown> = {};
  for (const [operation, call] of Object.entries(calls)) statuses[operation] = await statusOf(call());
  expect(statuses).toEqual({
    "guardduty:ListFindings": 404,
    "guardduty:GetFindings": 404,
    "securityhub:ListFindingAggregators": 404,
    "securityhub:GetFindingAggregator": 404,
  });
});

test("what moto 5.2.5 leaves out of keys' answers, which AWS always says", async () => {
  const client = new KMSClient(managementPlace());
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
  const described = await client.send(new DescribeKeyCommand({ KeyId }));
  expect(described.KeyMetadata?.KeyUsage).toBeUndefined();
  const rotation = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
  expect(rotation.RotationPeriodInDays).toBeUndefined();
});

test("what moto lacks of identity and detection, by name", async () => {
  const place = { ...managementPlace(), maxAttempts: 1 };
  const iam = new IAMClient(place);
  const config = new ConfigServiceClient(place);
  const DetectorId = await buildDetector(managementPlace());
  const Arn = "arn:aws:iam::123456789012:user/ana";
  const query = { ConfigurationAggregatorName: "everybody", Expression: "SELECT accountId" };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    "access-analyzer:ListAnalyzers": () => new AccessAnalyzerClient(place).send(new ListAnalyzersCommand({})),
    "config:DescribeConformancePacks": () => config.send(new DescribeConformancePacksCommand({})),
    "config:SelectAggregateResourceConfig": () =>
      config.send(new SelectAggregateResourceConfigCommand(query)),
    "guardduty:DescribeOrganizationConfiguration": () =>
      new GuardDutyClient(place).send(new DescribeOrganizationConfigurationCommand({ DetectorId })),
    "iam:GenerateServiceLastAccessedDetails": () =>
      iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn })),
    "iam:GetServiceLastAccessedDetails": () =>
      iam.send(new GetServiceLastAccessedDetailsCommand({ JobId: "a-job" })),
    "iam:ListOrganizationsFeatures": () => iam.send(new ListOrganizationsFeaturesCommand({})),
    "inspector2:ListCoverage": () => new Inspector2Client(place).send(new ListCoverageCommand({})),
    "securityhub:ListEnabledProductsForImport": () =>
      new SecurityHubClient(place).send(new ListEnabledProductsForImportCommand({})),
  };
  const statuses: Record<string, unknown> = {};
  for (const [operation, call] of Object.entries(calls)) statuses[operation] = await statusOf(call());
  // A path that moto does not know is not found; an action in the body, and a whole service, is its own error.
  expect(statuses).toEqual({
    "access-analyzer:ListAnalyzers": 500,
    "config:DescribeConformancePacks": 500,
    "config:SelectAggregateResourceConfig": 500,
    "guardduty:DescribeOrganizationConfiguration": 404,
    "iam:GenerateServiceLastAccessedDetails": 500,
    "iam:GetServiceLastAccessedDetails": 500,
    "iam:ListOrganizationsFeatures": 500,
    "inspector2:ListCoverage": 404,
    "securityhub:ListEnabledProductsForImport": 404,
  });
});

test("what moto 5.2.5 answers otherwise than AWS of identity and detection", async () => {
  const place = { ...managementPlace(), maxAttempts: 1 };
  // Only packs that are asked for by name.
  const packs = new ConfigServiceClient(place).send(new DescribeOrganizationConformancePacksCommand({}));
  expect(await statusOf(packs)).toBe(500);
  // Instants without a time zone.
  const session = new Macie2Client(place).send(new GetMacieSessionCommand({}));
  await expect(session).rejects.toThrow("Invalid RFC-3339 date-time value");
  // A session of a permission set's own length is a number, not ISO 8601.
  const sso = new SSOAdminClient(place);
  const { Instances } = await sso.send(new ListInstancesCommand({}));
  const InstanceArn = Instances?.[0]?.InstanceArn;
  const made = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "usual" }));
  const { PermissionSetArn } = made.PermissionSet ?? {};
  const usual = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
  expect(usual.PermissionSet?.SessionDuration).toBe(3600);
});

test("what moto lacks of workloads, by name", async () => {
  const place = { ...managementPlace(), maxAttempts: 1 };
  const ec2 = new EC2Client(place);
  const eks = new EKSClient(place);
  const ssm = new SSMClient(place);
  const clusterName = "platform";
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    "ec2:GetInstanceMetadataDefaults": () => ec2.send(new GetInstanceMetadataDefaultsCommand({})),
    "ec2:DescribeVpcBlockPublicAccessOptions": () =>
      ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({})),
    "ssm:DescribeInstanceInformation": () => ssm.send(new DescribeInstanceInformationCommand({})),
    "ssm:DescribeInstancePatchStates": () =>
      ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds: ["i-1"] })),
    "eks:ListPodIdentityAssociations": () =>
      eks.send(new ListPodIdentityAssociationsCommand({ clusterName })),
    "eks:DescribePodIdentityAssociation": () =>
      eks.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId: "a-1" })),
    "lambda:ListFunctionUrlConfigs": () =>
      new LambdaClient(place).send(new ListFunctionUrlConfigsCommand({ FunctionName: "orders" })),
  };
  const statuses: Record<string, unknown> = {};
  for (const [operation, call] of Object.entries(calls)) statuses[operation] = await statusOf(call());
  expect(statuses).toEqual({
    "ec2:GetInstanceMetadataDefaults": 500,
    "ec2:DescribeVpcBlockPublicAccessOptions": 500,
    "ssm:DescribeInstanceInformation": 500,
    "ssm:DescribeInstancePatchStates": 500,
    "eks:ListPodIdentityAssociations": 404,
    "eks:DescribePodIdentityAssociation": 404,
    "lambda:ListFunctionUrlConfigs": 404,
  });
});

test("moto 5.2.5 calls a private snapshot one that everybody may restore", async () => {
  const ec2 = new EC2Client(managementPlace());
  const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: "us-east-1a", Size: 1 }));
  const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }));
  const everybody = { OwnerIds: ["self"], RestorableByUserIds: ["all"] };
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand(everybody));
  expect(Snapshots.map((snapshot) => snapshot.SnapshotId)).toContain(SnapshotId);
});

/** The HTTP status of a refusal; `answered` where there was none. */
async function statusOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return "answered";
  } catch (error) {
    const response = error instanceof Error && "$response" in error ? error.$response : undefined;
    if (typeof response === "object" && response !== null && "statusCode" in response)
      return response.statusCode;
    const metadata = error instanceof Error && "$metadata" in error ? error.$metadata : undefined;
    return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
      ? metadata.httpStatusCode
      : String(error);
  }
}
