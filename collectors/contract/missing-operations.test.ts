import {
  ConfigServiceClient,
  DescribeOrganizationConformancePacksCommand,
} from "@aws-sdk/client-config-service";
import {
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeSnapshotsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { BatchGetAccountStatusCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { GetMacieSessionCommand, Macie2Client } from "@aws-sdk/client-macie2";
import {
  CreatePermissionSetCommand,
  DescribePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answeredOtherwise, lacking } from "./missing-operations.ts";
import { type Moto, startMoto } from "./moto.ts";
import { buildDetector } from "./world/detection.ts";
import { managementAccountId, managementPlace } from "./world/place.ts";

const place = { ...managementPlace(), maxAttempts: 1 };

let moto: Moto;
let detectorId: string;
beforeAll(async () => {
  moto = await startMoto();
  process.env["AWS_ENDPOINT_URL"] = moto.url;
  detectorId = await buildDetector(managementPlace());
});
afterAll(() => moto?.stop());

/** When one fails because moto learned it, take it out of the list and assert its facts with the others. */
test.each(Object.entries(lacking))("moto 5.2.5 lacks %s", async (_operation, { call, status }) => {
  expect(await statusOf(call(detectorId))).toBe(status);
});

describe("moto 5.2.5 answers otherwise than AWS:", () => {
  const told: Readonly<Record<(typeof answeredOtherwise)[number], () => Promise<void>>> = {
    // Only packs that are asked for by name.
    "config:DescribeOrganizationConformancePacks": async () => {
      const client = new ConfigServiceClient(place);
      expect(await statusOf(client.send(new DescribeOrganizationConformancePacksCommand({})))).toBe(500);
    },
    // Asked for the third key of a user and those after it, which moto refuses to make.
    "iam:GetAccessKeyLastUsed": async () => {
      const client = new IAMClient(place);
      const key = () => client.send(new CreateAccessKeyCommand({ UserName: "ana" }));
      await client.send(new CreateUserCommand({ UserName: "ana" }));
      await key();
      await key();
      await expect(key()).rejects.toThrow("AccessKeysPerUser");
    },
    // Nothing of an account that never had Inspector, which is DISABLED.
    "inspector2:BatchGetAccountStatus": async () => {
      const accountIds = [managementAccountId];
      const client = new Inspector2Client(place);
      const { accounts } = await client.send(new BatchGetAccountStatusCommand({ accountIds }));
      expect(accounts).toEqual([]);
    },
    // Instants without a time zone.
    "macie2:GetMacieSession": async () => {
      const session = new Macie2Client(place).send(new GetMacieSessionCommand({}));
      await expect(session).rejects.toThrow("Invalid RFC-3339 date-time value");
    },
  };
  test.each(answeredOtherwise)("%s", (operation) => told[operation]());
});

describe("moto 5.2.5 leaves out or mistakes", () => {
  test("of keys, what AWS always says", async () => {
    const client = new KMSClient(place);
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
    const described = await client.send(new DescribeKeyCommand({ KeyId }));
    expect(described.KeyMetadata?.KeyUsage).toBeUndefined();
    const rotation = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(rotation.RotationPeriodInDays).toBeUndefined();
  });

  test("of permission sets, the length of a session where nobody chose it: a number, not ISO 8601", async () => {
    const sso = new SSOAdminClient(place);
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    const InstanceArn = Instances?.[0]?.InstanceArn;
    const made = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "usual" }));
    const { PermissionSetArn } = made.PermissionSet ?? {};
    const usual = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    expect(usual.PermissionSet?.SessionDuration).toBe(3600);
  });

  test("of snapshots, who may restore them: everybody, also a private one", async () => {
    const ec2 = new EC2Client(place);
    const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: "us-east-1a", Size: 1 }));
    const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }));
    const everybody = { OwnerIds: ["self"], RestorableByUserIds: ["all"] };
    const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand(everybody));
    expect(Snapshots.map((snapshot) => snapshot.SnapshotId)).toContain(SnapshotId);
  });
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
