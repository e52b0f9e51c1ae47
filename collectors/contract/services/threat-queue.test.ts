import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownSession } from "#collectors/runtime/session.ts";
import { drainQueue } from "#collectors/services/threat-queue/drain-queue.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { type Moto, startMoto } from "../moto.ts";
import { given, managementPlace } from "../world/place.ts";

let moto: Moto;
let database: FreshDatabase;
let pool: Pool;
let client: SQSClient;
let queueUrl: string;

beforeAll(async () => {
  moto = await startMoto();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: moto.url,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
  });
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  client = new SQSClient(managementPlace());
  const made = await client.send(new CreateQueueCommand({ QueueName: "postern-threats" }));
  queueUrl = given(made.QueueUrl, "CreateQueue QueueUrl");
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await moto?.stop();
});

const event = (id: string, change: object = {}) =>
  JSON.stringify({
    source: "aws.guardduty",
    "detail-type": "GuardDuty Finding",
    detail: {
      accountId: "111122223333",
      region: "us-east-1",
      id,
      arn: `arn:aws:guardduty:us-east-1:111122223333:detector/a1/finding/${id}`,
      type: "Backdoor:EC2/C&CActivity.B!DNS",
      severity: 8,
      createdAt: "2026-02-14T18:12:22.316Z",
      updatedAt: "2026-02-14T18:12:22.316Z",
      resource: { resourceType: "Instance", instanceDetails: { instanceId: "i-05746eb48123455e0" } },
      service: { archived: false, eventFirstSeen: "2026-02-14T18:02:22Z" },
      ...change,
    },
  });

const send = (MessageBody: string) =>
  client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

async function drain() {
  const access = {
    roleName: "PosternReadOnly",
    externalId: undefined,
    homeRegion: "us-east-1",
    partition: "aws",
  };
  const session = ownSession("", access);
  const drained = await drainQueue({
    pool,
    session,
    queueUrl,
    signal: new AbortController().signal,
    log: pino({ level: "silent" }),
    forMs: 10_000,
  });
  session.clients.destroy();
  return drained;
}

async function openKeys() {
  const { rows } = await pool.query<{ key: string }>(
    "select key from finding where valid_to = 'infinity' order by key",
  );
  return rows.map(({ key }) => key);
}

test("what EventBridge put into the queue is stored and deleted; what cannot be read stays there", async () => {
  for (let index = 0; index < 23; index += 1) await send(event(`f${String(index).padStart(2, "0")}`));
  await send(event("f00"));
  await send("not an event");
  expect(await drain()).toEqual({ messages: 24, opened: 23, changed: 0, resolved: 0, unreadable: 1 });
  expect(await openKeys()).toHaveLength(23);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }),
  );
  expect([
    Attributes?.["ApproximateNumberOfMessages"],
    Attributes?.["ApproximateNumberOfMessagesNotVisible"],
  ]).toEqual(["0", "1"]);
});

test("an archived one ends", async () => {
  await send(event("f00", { service: { archived: true }, updatedAt: "2026-02-14T19:12:22.316Z" }));
  expect(await drain()).toMatchObject({ messages: 1, opened: 0, resolved: 1 });
  expect(await openKeys()).not.toContain("f00");
});
