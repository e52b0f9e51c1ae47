import { createHash } from "node:crypto";
import type * as api from "@aws-sdk/client-sqs";
import * as sdk from "@aws-sdk/client-sqs";
import { messagingOf, type Queue } from "../model/messaging.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { MessageQueue } from "../runtime/message-queue.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

function queuesHere({ world, account, region }: CallContext): readonly Queue[] {
  return messagingOf(world, account, region).queues;
}

function find(url: string | undefined, context: CallContext): Queue {
  const [account, name] = (url ?? "").split("/").slice(-2);
  const queue = queuesHere(context).find((one) => one.name === name && account === context.account.id);
  if (queue === undefined)
    throw new ApiError("QueueDoesNotExist", 400, "The specified queue does not exist.", {
      "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender",
    });
  return queue;
}

function within(name: string, value: number | undefined, usual: number, least: number, most: number): number {
  const given = value ?? usual;
  if (given >= least && given <= most) return given;
  const reason = `Must be >= ${least} and <= ${most}, if provided.`;
  throw new ApiError(
    "InvalidParameterValue",
    400,
    `Value ${given} for parameter ${name} is invalid. ${reason}`,
  );
}

function attributesOf(queue: Queue, held: MessageQueue): Record<string, string> {
  const { visible, hidden } = held.counts();
  return {
    QueueArn: queue.arn,
    SqsManagedSseEnabled: String(queue.sqsManaged),
    VisibilityTimeout: "30",
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ...(queue.policy !== undefined && { Policy: JSON.stringify(queue.policy) }),
    ...(queue.kmsKeyId !== undefined && { KmsMasterKeyId: queue.kmsKeyId }),
  };
}

function listQueues(input: api.ListQueuesRequest, context: CallContext): api.ListQueuesResult {
  const { account, region, origin } = context;
  const prefix = input.QueueNamePrefix ?? "";
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest: 1_000,
    invalidToken: "InvalidParameterValue",
    scope: `queues/${account.id}/${region}`,
  };
  const named = queuesHere(context).filter(({ name }) => name.startsWith(prefix));
  const { items, next } = paginate(named, request, "InvalidParameterValue");
  // Clients call a queue at the host its URL names.
  return { QueueUrls: items.map(({ name }) => `${origin}/${account.id}/${name}`), NextToken: next };
}

/** SQS with queues of one simulator; what was sent stays until it is deleted, whatever the simulated date. */
export function makeSqs(): Service {
  const queues = new Map<string, MessageQueue>();
  const heldBy = ({ arn }: Queue): MessageQueue => {
    const held = queues.get(arn) ?? new MessageQueue();
    queues.set(arn, held);
    return held;
  };
  return {
    name: "sqs",
    sdk,
    protocol: awsJson,
    xmlNamespace: "",
    errors: {
      denied: "AccessDeniedException",
      throttled: "RequestThrottled",
      throttledStatus: 400,
      unknownOperation: "InvalidAction",
    },
    operations: {
      ListQueues: listQueues,
      GetQueueUrl(input: api.GetQueueUrlRequest, context): api.GetQueueUrlResult {
        const { account, origin } = context;
        const { name } = find(`${origin}/${account.id}/${input.QueueName}`, context);
        return { QueueUrl: `${origin}/${account.id}/${name}` };
      },
      GetQueueAttributes(input: api.GetQueueAttributesRequest, context): api.GetQueueAttributesResult {
        const queue = find(input.QueueUrl, context);
        const asked = new Set<string>(input.AttributeNames ?? []);
        const all = Object.entries(attributesOf(queue, heldBy(queue)));
        return {
          Attributes: Object.fromEntries(all.filter(([name]) => asked.has("All") || asked.has(name))),
        };
      },
      SendMessage(input: api.SendMessageRequest, context): api.SendMessageResult {
        const body = input.MessageBody ?? "";
        const delay = within("DelaySeconds", input.DelaySeconds, 0, 0, 900);
        const { id } = heldBy(find(input.QueueUrl, context)).send(body, delay);
        return { MessageId: id, MD5OfMessageBody: md5(body) };
      },
      async ReceiveMessage(input: api.ReceiveMessageRequest, context): Promise<api.ReceiveMessageResult> {
        const held = heldBy(find(input.QueueUrl, context));
        const most = within("MaxNumberOfMessages", input.MaxNumberOfMessages, 1, 1, 10);
        const visibility = within("VisibilityTimeout", input.VisibilityTimeout, 30, 0, 43_200);
        const wait = within("WaitTimeSeconds", input.WaitTimeSeconds, 0, 0, 20);
        const messages = await held.receive(most, visibility, wait);
        if (messages.length === 0) return {};
        return {
          Messages: messages.map(({ id, body, receipt, receives, sentAt }) => ({
            MessageId: id,
            ReceiptHandle: receipt,
            MD5OfBody: md5(body),
            Body: body,
            Attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
          })),
        };
      },
      DeleteMessageBatch(input: api.DeleteMessageBatchRequest, context): api.DeleteMessageBatchResult {
        const held = heldBy(find(input.QueueUrl, context));
        const entries = input.Entries ?? [];
        if (entries.length === 0)
          throw new ApiError("EmptyBatchRequest", 400, "There should be at least one entry in the request.");
        if (entries.length > 10)
          throw new ApiError(
            "TooManyEntriesInBatchRequest",
            400,
            "Maximum number of entries per request are 10.",
          );
        const results = entries.map(({ Id, ReceiptHandle = "" }) => ({ Id, ok: held.delete(ReceiptHandle) }));
        return {
          Successful: results.filter(({ ok }) => ok).map(({ Id }) => ({ Id })),
          Failed: results
            .filter(({ ok }) => !ok)
            .map(({ Id }) => ({ Id, SenderFault: true, Code: "ReceiptHandleIsInvalid" })),
        };
      },
    },
  };
}
