import { APIGatewayClient, CreateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { EnableCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { given, type Place } from "./place.ts";

export interface WorkloadIds {
  /** A key that does not rotate. */
  readonly keyArn: string;
  /** A secret that does not rotate. */
  readonly secretArn: string;
}

/** One of each that an application has, and Inspector to watch it: each is looked into by services/*.test.ts. */
export async function buildWorkloads(place: Place): Promise<WorkloadIds> {
  const key = await new KMSClient(place).send(
    new CreateKeyCommand({ KeyUsage: "ENCRYPT_DECRYPT", KeySpec: "SYMMETRIC_DEFAULT" }),
  );
  const secret = await new SecretsManagerClient(place).send(
    new CreateSecretCommand({ Name: "orders/database", SecretString: "sw0rdfish" }),
  );
  await new SQSClient(place).send(new CreateQueueCommand({ QueueName: "orders" }));
  await new SNSClient(place).send(new CreateTopicCommand({ Name: "orders" }));
  await new ECRClient(place).send(new CreateRepositoryCommand({ repositoryName: "orders" }));
  await new APIGatewayClient(place).send(new CreateRestApiCommand({ name: "orders" }));
  await new Inspector2Client(place).send(
    new EnableCommand({ accountIds: [place.accountId], resourceTypes: ["EC2"] }),
  );
  return {
    keyArn: given(key.KeyMetadata?.Arn, "KeyMetadata.Arn"),
    secretArn: given(secret.ARN, "ARN"),
  };
}
