import {
  GetQueueAttributesCommand,
  paginateListQueues,
  type QueueAttributeName,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** AWS publishes no limits for reading queues' attributes; this leaves the applications in peace. */
const budgets = { "*": { rate: 20, burst: 40 } };

const AttributeNames: QueueAttributeName[] = ["QueueArn", "Policy", "KmsMasterKeyId", "SqsManagedSseEnabled"];

const queues = factRead({
  yields: ["sqs.queue"],
  operations: ["sqs:ListQueues", "sqs:GetQueueAttributes"],
  emptyWithout: ["AWS::SQS::Queue"],
  async *collect(context) {
    const client = context.client(SQSClient);
    const urls: string[] = [];
    for await (const page of paginateListQueues({ client, pageSize: 1_000 }, {}))
      urls.push(...(page.QueueUrls ?? []));
    const nameOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
    const { accountId, partition, region } = context;
    yield* context.each(
      urls,
      {
        resourceId: (url) => `arn:${partition}:sqs:${region}:${accountId}:${nameOf(url)}`,
        // The JSON and the older query protocol name it each in its own way.
        gone: ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],
      },
      async (QueueUrl) => {
        const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        const attributes = need(answer.Attributes, "GetQueueAttributes Attributes");
        return {
          kind: "sqs.queue" as const,
          resourceId: need(attributes.QueueArn, "GetQueueAttributes Attributes.QueueArn"),
          payload: {
            name: nameOf(QueueUrl),
            policy: attributes.Policy || null,
            kmsKeyId: attributes.KmsMasterKeyId || null,
            sqsManagedEncryption: attributes.SqsManagedSseEnabled === "true",
          },
        };
      },
    );
  },
});

export const sqs = defineCollector({ service: "sqs", scope: "regional", budgets, reads: [queues] });
