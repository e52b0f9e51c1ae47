import { GetTopicAttributesCommand, paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** https://docs.aws.amazon.com/general/latest/gr/sns.html allows 30 ListTopics a second, and names no limit of the other. */
const budgets = { "sns:ListTopics": { rate: 10, burst: 10 }, "*": { rate: 10, burst: 20 } };

const topics = factRead({
  yields: ["sns.topic"],
  operations: ["sns:ListTopics", "sns:GetTopicAttributes"],
  emptyWithout: ["AWS::SNS::Topic"],
  async *collect(context) {
    const client = context.client(SNSClient);
    const arns: string[] = [];
    // A page is always of 100.
    for await (const page of paginateListTopics({ client }, {}))
      for (const topic of page.Topics ?? []) arns.push(need(topic.TopicArn, "ListTopics Topic.TopicArn"));
    yield* context.each(
      arns,
      { resourceId: (arn) => arn, gone: ["NotFoundException", "NotFound"] },
      async (TopicArn) => {
        const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
        const attributes = need(Attributes, "GetTopicAttributes Attributes");
        return {
          kind: "sns.topic" as const,
          resourceId: TopicArn,
          payload: {
            name: TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
            policy: attributes["Policy"] || null,
            kmsKeyId: attributes["KmsMasterKeyId"] || null,
          },
        };
      },
    );
  },
});

export const sns = defineCollector({ service: "sns", scope: "regional", budgets, reads: [topics] });
