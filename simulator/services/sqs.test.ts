import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { threatQueueName } from "../model/messaging.ts";
import { type Simulator, startSimulator } from "../server.ts";
import { accountNamed, inAccount, refusal } from "../test-clients.ts";

let simulator: Simulator;
let client: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, date: "2026-10-10" });
  client = new SQSClient(inAccount(simulator, accountNamed(simulator, "security-tooling").id));
  const found = await client.send(new GetQueueUrlCommand({ QueueName: threatQueueName }));
  QueueUrl = found.QueueUrl ?? "";
});
afterAll(() => simulator.stop());

const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

async function receive(settings: { VisibilityTimeout?: number; WaitTimeSeconds?: number } = {}) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...settings }),
  );
  return Messages;
}

async function remove(messages: Awaited<ReturnType<typeof receive>>) {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  return client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

test("a message is hidden once received, comes back when not deleted, and is gone when deleted", async () => {
  await send("first");
  expect((await receive({ VisibilityTimeout: 1 })).map(({ Body }) => Body)).toEqual(["first"]);
  expect(await receive()).toEqual([]);
  const again = await receive({ WaitTimeSeconds: 5 });
  expect(again.map(({ Body, Attributes }) => [Body, Attributes?.["ApproximateReceiveCount"]])).toEqual([
    ["first", "2"],
  ]);
  expect((await remove(again)).Successful?.map(({ Id }) => Id)).toEqual(["0"]);
  expect(await receive({ VisibilityTimeout: 0 })).toEqual([]);
});

test("a long poll ends with the message it waited for", async () => {
  const began = Date.now();
  const polling = receive({ WaitTimeSeconds: 20 });
  setTimeout(() => void send("awaited"), 200);
  const messages = await polling;
  expect(messages.map(({ Body }) => Body)).toEqual(["awaited"]);
  expect(Date.now() - began).toBeLessThan(5_000);
  await remove(messages);
});

test("ten at most are received, and deleted", async () => {
  for (let index = 0; index < 12; index++) await send(`message ${index}`);
  const first = await receive();
  expect(first).toHaveLength(10);
  await remove(first);
  const rest = await receive();
  expect(rest).toHaveLength(2);
  await remove(rest);
});

test("an old receipt deletes nothing, and one that SQS never gave is refused", async () => {
  await send("kept");
  const stale = await receive({ VisibilityTimeout: 0 });
  const fresh = await receive({ VisibilityTimeout: 0 });
  await remove(stale);
  expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
  const { Failed } = await remove([{ ReceiptHandle: "made-up" }]);
  expect(Failed?.map(({ Code }) => Code)).toEqual(["ReceiptHandleIsInvalid"]);
  await remove(await receive());
  expect(fresh).toHaveLength(1);
});

test("a wait of more than 20 seconds, and a queue that is not there, are the caller's errors", async () => {
  const long = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 21 }));
  expect((await refusal(long)).name).toBe("InvalidParameterValue");
  const missing = client.send(new GetQueueUrlCommand({ QueueName: "nothing" }));
  expect((await refusal(missing)).name).toBe("QueueDoesNotExist");
});
