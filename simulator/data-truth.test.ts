import { GetKeyRotationStatusCommand, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import { paginateDescribeDBClusters, paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import { paginateDescribeClusters, RedshiftClient } from "@aws-sdk/client-redshift";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetTopicAttributesCommand, paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "./server.ts";
import { collect, inAccount } from "./test-clients.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 25, date: "2026-10-10" });
});
afterAll(() => simulator.stop());

const members = () => simulator.accounts().filter(({ state }) => state === "ACTIVE");

function verdicts(control: string, part: string): Map<string, string> {
  const rows = simulator
    .truth()
    .filter((row) => row.control === control && row.resource.includes(part) && row.region !== "global");
  return new Map(rows.map(({ resource, verdict }) => [resource, verdict]));
}

/** What the SDK shows in every account and Region, by resource. */
async function shown<T>(
  read: (settings: ReturnType<typeof inAccount>) => Promise<readonly (readonly [string, T])[]>,
): Promise<Map<string, T>> {
  const all = new Map<string, T>();
  for (const { id, regions } of members())
    for (const region of regions)
      for (const [resource, value] of await read(inAccount(simulator, id, region))) all.set(resource, value);
  return all;
}

const passWhen = (good: boolean | undefined) => (good ? "pass" : "fail");

describe("the truth agrees with what the SDK shows, small pages and all", () => {
  test("db-not-public", async () => {
    const instances = await shown(async (settings) => {
      const client = new RDSClient(settings);
      const pages = await collect(paginateDescribeDBInstances({ client, pageSize: 2 }, {}));
      return pages.flatMap(({ DBInstances = [] }) =>
        DBInstances.map((one) => [one.DBInstanceArn ?? "", passWhen(!one.PubliclyAccessible)] as const),
      );
    });
    expect(instances.size).toBeGreaterThan(20);
    expect(verdicts("db-not-public", ":rds:")).toEqual(instances);
    const warehouses = await shown(async (settings) => {
      const pages = await collect(paginateDescribeClusters({ client: new RedshiftClient(settings) }, {}));
      return pages.flatMap(({ Clusters = [] }) =>
        Clusters.map((one) => [one.ClusterIdentifier ?? "", passWhen(!one.PubliclyAccessible)] as const),
      );
    });
    const told = [...verdicts("db-not-public", ":redshift:")].map(
      ([arn, verdict]) => [arn.split(":").at(-1) ?? "", verdict] as const,
    );
    expect(new Map(told)).toEqual(warehouses);
  });

  test("rds-encrypted", async () => {
    const databases = await shown(async (settings) => {
      const client = new RDSClient(settings);
      const instances = await collect(paginateDescribeDBInstances({ client }, {}));
      const clusters = await collect(paginateDescribeDBClusters({ client, pageSize: 1 }, {}));
      return [
        ...instances.flatMap(({ DBInstances = [] }) =>
          DBInstances.map((one) => [one.DBInstanceArn ?? "", passWhen(one.StorageEncrypted)] as const),
        ),
        ...clusters.flatMap(({ DBClusters = [] }) =>
          DBClusters.map((one) => [one.DBClusterArn ?? "", passWhen(one.StorageEncrypted)] as const),
        ),
      ];
    });
    expect(verdicts("rds-encrypted", ":rds:")).toEqual(databases);
  });

  test("secrets-rotation, without the secrets that are going", async () => {
    const secrets = await shown(async (settings) => {
      const client = new SecretsManagerClient(settings);
      const pages = await collect(paginateListSecrets({ client, pageSize: 2 }, {}));
      return pages.flatMap(({ SecretList = [] }) =>
        SecretList.map(
          (one) =>
            [
              one.ARN ?? "",
              one.OwningService === "events" ? "notApplicable" : passWhen(one.RotationEnabled),
            ] as const,
        ),
      );
    });
    expect(verdicts("secrets-rotation", ":secret:")).toEqual(secrets);
  });

  test("kms-rotation of the keys that KMS itself says rotate or not", async () => {
    const told = verdicts("kms-rotation", ":key/");
    let checked = 0;
    for (const { id, regions } of members())
      for (const region of regions) {
        const client = new KMSClient(inAccount(simulator, id, region));
        for (const { Keys = [] } of await collect(paginateListKeys({ client, pageSize: 2 }, {})))
          for (const { KeyId, KeyArn = "" } of Keys) {
            const verdict = told.get(KeyArn);
            if (verdict !== "pass" && verdict !== "fail") continue;
            const status = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
            expect(verdict, KeyArn).toBe(passWhen(status.KeyRotationEnabled));
            checked++;
          }
      }
    expect(checked).toBe([...told.values()].filter((verdict) => verdict !== "notApplicable").length);
    expect(checked).toBeGreaterThan(20);
  });

  test("resource-policy-no-public: not applicable to queues without a policy, and to those alone", async () => {
    const queues = await shown(async (settings) => {
      const client = new SQSClient(settings);
      const pages = await collect(paginateListQueues({ client, pageSize: 2 }, {}));
      const read = pages.flatMap(({ QueueUrls = [] }) =>
        QueueUrls.map(async (QueueUrl) => {
          const { Attributes = {} } = await client.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn", "Policy"] }),
          );
          return [Attributes.QueueArn ?? "", Attributes.Policy === undefined] as const;
        }),
      );
      return Promise.all(read);
    });
    const bare = [...verdicts("resource-policy-no-public", ":sqs:")].map(
      ([arn, verdict]) => [arn, verdict === "notApplicable"] as const,
    );
    expect(new Map(bare)).toEqual(queues);
  });

  test("resource-policy-no-public: the policy that SNS itself writes is open to nobody", async () => {
    const told = verdicts("resource-policy-no-public", ":sns:");
    const usual = await shown(async (settings) => {
      const client = new SNSClient(settings);
      const pages = await collect(paginateListTopics({ client }, {}));
      const read = pages.flatMap(({ Topics = [] }) =>
        Topics.map(async ({ TopicArn = "" }) => {
          const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
          return [TopicArn, Attributes?.["Policy"]?.includes("AWS:SourceOwner") ?? false] as const;
        }),
      );
      return Promise.all(read);
    });
    expect([...told.keys()].sort()).toEqual([...usual.keys()].sort());
    const written = [...usual].filter(([, own]) => own).map(([arn]) => told.get(arn));
    expect(new Set(written)).toEqual(new Set(["pass"]));
  });
});
