import { EC2Client, EnableEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { given, type Place } from "./place.ts";

export interface StoreIds {
  /** A key that rotates, and that everybody may use. */
  readonly openKeyArn: string;
}

const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** Databases, parameters, a secret, a key and a queue, some as they should be and some not. */
export async function buildStores(place: Place): Promise<StoreIds> {
  const databases = new RDSClient(place);
  for (const name of ["orders", "legacy"])
    await databases.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: name,
        DBInstanceClass: "db.m5.large",
        Engine: "postgres",
        AllocatedStorage: 20,
        MasterUsername: "someone",
        MasterUserPassword: "some-password",
        PubliclyAccessible: name === "legacy",
        StorageEncrypted: name !== "legacy",
      }),
    );
  await new EC2Client(place).send(new EnableEbsEncryptionByDefaultCommand({}));

  const parameters = new SSMClient(place);
  for (const [Name, Type] of [
    ["/orders/db-password", "String"],
    ["/orders/api-token", "SecureString"],
    ["/orders/stage", "String"],
  ] as const)
    await parameters.send(new PutParameterCommand({ Name, Type, Value: "sw0rdfish" }));

  const secrets = new SecretsManagerClient(place);
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: "orders/api", SecretString: "sw0rdfish" }),
  );
  await secrets.send(
    new RotateSecretCommand({
      SecretId: given(ARN, "ARN"),
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediately: false,
    }),
  );

  await new SQSClient(place).send(
    new CreateQueueCommand({ QueueName: "drop", Attributes: { Policy: open } }),
  );
  const keys = new KMSClient(place);
  const { KeyMetadata } = await keys.send(
    new CreateKeyCommand({ KeyUsage: "ENCRYPT_DECRYPT", Policy: open }),
  );
  await keys.send(new EnableKeyRotationCommand({ KeyId: given(KeyMetadata?.KeyId, "KeyId") }));
  return { openKeyArn: given(KeyMetadata?.Arn, "Arn") };
}
