import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateClusterCommand, RedshiftClient } from "@aws-sdk/client-redshift";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rds } from "#collectors/services/rds/rds.ts";
import { redshift } from "#collectors/services/redshift/redshift.ts";
import { sns } from "#collectors/services/sns/sns.ts";
import { sqs } from "#collectors/services/sqs/sqs.ts";
import { expectProven } from "../expect-proven.ts";
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

test("databases: alone and in a cluster", async () => {
  const client = new RDSClient(place);
  const master = { MasterUsername: "someone", MasterUserPassword: "some-password" };
  await client.send(
    new CreateDBInstanceCommand({
      ...master,
      DBInstanceIdentifier: "exposed",
      DBInstanceClass: "db.m5.large",
      Engine: "postgres",
      AllocatedStorage: 20,
      PubliclyAccessible: true,
      StorageEncrypted: false,
    }),
  );
  await client.send(
    new CreateDBClusterCommand({
      ...master,
      DBClusterIdentifier: "orders",
      Engine: "aurora-postgresql",
      StorageEncrypted: true,
      DeletionProtection: true,
    }),
  );
  await client.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "orders-1",
      DBClusterIdentifier: "orders",
      DBInstanceClass: "db.m5.large",
      Engine: "aurora-postgresql",
      PubliclyAccessible: false,
    }),
  );

  expect(outcomes(await bench.collect(rds, region))).toEqual({
    "rds.instance": "complete",
    "rds.cluster": "complete",
  });
  const arn = (rest: string) => `arn:aws:rds:${region}:${bench.accountId}:${rest}`;
  const instances = await bench.stored("rds.instance");
  expect([...instances.keys()].sort()).toEqual([arn("db:exposed"), arn("db:orders-1")]);
  expect(instances.get(arn("db:exposed"))).toMatchObject({
    engine: "postgres",
    status: "available",
    publiclyAccessible: true,
    encrypted: false,
    port: 5432,
    clusterName: null,
  });
  expect(instances.get(arn("db:orders-1"))).toMatchObject({
    publiclyAccessible: false,
    clusterName: "orders",
  });
  const clusters = await bench.stored("rds.cluster");
  expect([...clusters.keys()]).toEqual([arn("cluster:orders")]);
  expect(clusters.get(arn("cluster:orders"))).toMatchObject({
    engine: "aurora-postgresql",
    encrypted: true,
    instanceNames: ["orders-1"],
    deletionProtection: true,
  });
});

test("warehouses", async () => {
  const client = new RedshiftClient(place);
  const make = (ClusterIdentifier: string, more: object) =>
    client.send(
      new CreateClusterCommand({
        ClusterIdentifier,
        NodeType: "ra3.large",
        MasterUsername: "someone",
        MasterUserPassword: "Some-password-1",
        ClusterType: "single-node",
        ...more,
      }),
    );
  await make("open", { PubliclyAccessible: true, EnhancedVpcRouting: true });
  await make("closed", { PubliclyAccessible: false, Encrypted: true });

  expect(outcomes(await bench.collect(redshift, region))).toEqual({ "redshift.cluster": "complete" });
  const clusters = await bench.stored("redshift.cluster");
  const arn = (name: string) => `arn:aws:redshift:${region}:${bench.accountId}:cluster:${name}`;
  expect([...clusters.keys()].sort()).toEqual([arn("closed"), arn("open")]);
  expect(clusters.get(arn("open"))).toMatchObject({
    name: "open",
    publiclyAccessible: true,
    encrypted: false,
    enhancedVpcRouting: true,
    port: 5439,
  });
  expect(clusters.get(arn("closed"))).toMatchObject({
    publiclyAccessible: false,
    encrypted: true,
    enhancedVpcRouting: false,
  });
});

test("queues", async () => {
  const client = new SQSClient(place);
  await client.send(
    new CreateQueueCommand({ QueueName: "bare", Attributes: { SqsManagedSseEnabled: "false" } }),
  );
  await client.send(
    new CreateQueueCommand({ QueueName: "open", Attributes: { Policy: open, KmsMasterKeyId: "alias/main" } }),
  );
  expect(outcomes(await bench.collect(sqs, region))).toEqual({ "sqs.queue": "complete" });
  const arn = (name: string) => `arn:aws:sqs:${region}:${bench.accountId}:${name}`;
  const queues = await bench.stored("sqs.queue");
  expect([...queues.keys()].sort()).toEqual([arn("bare"), arn("open")]);
  expect(queues.get(arn("bare"))).toEqual({
    name: "bare",
    policy: null,
    kmsKeyId: null,
    sqsManagedEncryption: false,
  });
  expect(queues.get(arn("open"))).toMatchObject({ name: "open", kmsKeyId: "alias/main" });
  // moto writes the document anew, with spaces.
  expect(JSON.parse(queues.get(arn("open"))?.policy ?? "")).toEqual(JSON.parse(open));
});

test("topics", async () => {
  const client = new SNSClient(place);
  await client.send(new CreateTopicCommand({ Name: "usual" }));
  await client.send(
    new CreateTopicCommand({ Name: "open", Attributes: { Policy: open, KmsMasterKeyId: "alias/main" } }),
  );
  expect(outcomes(await bench.collect(sns, region))).toEqual({ "sns.topic": "complete" });
  const arn = (name: string) => `arn:aws:sns:${region}:${bench.accountId}:${name}`;
  const topics = await bench.stored("sns.topic");
  expect([...topics.keys()].sort()).toEqual([arn("open"), arn("usual")]);
  expect(topics.get(arn("open"))).toEqual({ name: "open", policy: open, kmsKeyId: "alias/main" });
  const usual = topics.get(arn("usual"));
  expect(usual).toMatchObject({ name: "usual", kmsKeyId: null });
  // What SNS itself writes: a star, held back by the topic's owner.
  expect(JSON.parse(usual?.policy ?? "").Statement[0]).toMatchObject({
    Principal: { AWS: "*" },
    Condition: { StringEquals: { "AWS:SourceOwner": bench.accountId } },
  });
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
