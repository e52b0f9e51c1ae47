import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import { PutPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kms } from "#collectors/services/kms/kms.ts";
import { s3Control } from "#collectors/services/s3control/s3control.ts";
import { secretsManager } from "#collectors/services/secretsmanager/secretsmanager.ts";
import { expectProven } from "../expect-proven.ts";
import { given } from "../world/place.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };

let bench: ServiceBench;
beforeAll(async () => {
  bench = await openServiceBench();
});
afterAll(() => bench?.close());

const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

test("keys: customer managed ones, with rotation where it is possible and the policy as it is", async () => {
  const client = new KMSClient(place);
  const make = async (input: ConstructorParameters<typeof CreateKeyCommand>[0]) => {
    const { KeyMetadata } = await client.send(
      new CreateKeyCommand({ KeyUsage: "ENCRYPT_DECRYPT", ...input }),
    );
    return { KeyId: given(KeyMetadata?.KeyId, "KeyId"), arn: given(KeyMetadata?.Arn, "Arn") };
  };
  const rotating = await make({ Description: "rotating" });
  const still = await make({ Description: "still", Policy: open });
  const signing = await make({ Description: "signing", KeyUsage: "SIGN_VERIFY", KeySpec: "RSA_2048" });
  const disabled = await make({ Description: "disabled" });
  await client.send(new EnableKeyRotationCommand({ KeyId: rotating.KeyId, RotationPeriodInDays: 180 }));
  await client.send(new CreateAliasCommand({ AliasName: "alias/main", TargetKeyId: rotating.KeyId }));
  await client.send(new DisableKeyCommand({ KeyId: disabled.KeyId }));
  await client.send(new PutKeyPolicyCommand({ KeyId: signing.KeyId, PolicyName: "default", Policy: open }));

  expect(outcomes(await bench.collect(kms, region))).toEqual({
    "kms.key": "complete",
    "kms.key-rotation": "complete",
    "kms.key-policy": "complete",
  });
  const usual = {
    aliases: [],
    state: "Enabled",
    usage: "ENCRYPT_DECRYPT",
    spec: "SYMMETRIC_DEFAULT",
    origin: "AWS_KMS",
    manager: "CUSTOMER",
    multiRegion: false,
  };
  expect(await bench.stored("kms.key")).toEqual(
    new Map([
      [rotating.arn, { ...usual, id: rotating.KeyId, description: "rotating", aliases: ["main"] }],
      [still.arn, { ...usual, id: still.KeyId, description: "still" }],
      [
        signing.arn,
        { ...usual, id: signing.KeyId, description: "signing", usage: "SIGN_VERIFY", spec: "RSA_2048" },
      ],
      [disabled.arn, { ...usual, id: disabled.KeyId, description: "disabled", state: "Disabled" }],
    ]),
  );
  // moto never tells the period, even of a key that was given one.
  expect(await bench.stored("kms.key-rotation")).toEqual(
    new Map([
      [rotating.arn, { enabled: true, periodDays: null }],
      [still.arn, { enabled: false, periodDays: null }],
    ]),
  );
  const policies = await bench.stored("kms.key-policy");
  expect(policies.size).toBe(4);
  expect(policies.get(still.arn)).toEqual({ document: open });
  expect(policies.get(signing.arn)).toEqual({ document: open });
});

test("secrets: rotation and policy, never a value, and none whose deletion is scheduled", async () => {
  const client = new SecretsManagerClient(place);
  const make = async (Name: string) => {
    const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: "never-to-be-stored" }));
    return given(ARN, "ARN");
  };
  const [plain, rotated, going] = [await make("plain"), await make("rotated"), await make("going")];
  await client.send(
    new RotateSecretCommand({
      SecretId: rotated,
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediately: false,
    }),
  );
  await client.send(new PutResourcePolicyCommand({ SecretId: rotated, ResourcePolicy: open }));
  await client.send(new DeleteSecretCommand({ SecretId: going }));

  expect(outcomes(await bench.collect(secretsManager, region))).toEqual({
    "secretsmanager.secret": "complete",
    "secretsmanager.secret-policy": "complete",
  });
  const usual = { lastRotatedOn: null, owningService: null, kmsKeyId: null, primaryRegion: null };
  const secrets = await bench.stored("secretsmanager.secret");
  expect(secrets.get(plain)).toEqual({ ...usual, name: "plain", rotationEnabled: false, rotationDays: null });
  expect(secrets.get(rotated)).toMatchObject({ name: "rotated", rotationEnabled: true, rotationDays: 30 });
  expect(secrets.size).toBe(2);
  expect(await bench.stored("secretsmanager.secret-policy")).toEqual(
    new Map([
      [plain, { document: null }],
      [rotated, { document: open }],
    ]),
  );
  expect(JSON.stringify([...secrets])).not.toContain("never-to-be-stored");
});

test("the account's public access block: all off until it is set", async () => {
  const id = `account/${bench.accountId}`;
  expect(outcomes(await bench.collect(s3Control))).toEqual({ "s3.account-public-access-block": "complete" });
  expect((await bench.stored("s3.account-public-access-block")).get(id)).toEqual({
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  });
  // moto takes the path as AWS has it, and no account before its own host's name.
  const endpointProvider = () => ({ url: new URL(process.env["AWS_ENDPOINT_URL"] ?? ""), headers: {} });
  const client = new S3ControlClient({ ...place, endpointProvider });
  await client.send(
    new PutPublicAccessBlockCommand({
      AccountId: bench.accountId,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
    }),
  );
  await bench.collect(s3Control);
  expect((await bench.stored("s3.account-public-access-block")).get(id)).toEqual({
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: false,
  });
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
