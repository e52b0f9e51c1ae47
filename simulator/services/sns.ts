import type * as api from "@aws-sdk/client-sns";
import * as sdk from "@aws-sdk/client-sns";
import { messagingOf } from "../model/messaging.ts";
import { awsQuery } from "../protocols/query.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { Service } from "../runtime/service.ts";

export const sns: Service = {
  name: "sns",
  sdk,
  protocol: awsQuery,
  xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
  errors: {
    denied: "AuthorizationError",
    throttled: "Throttling",
    throttledStatus: 400,
    unknownOperation: "InvalidAction",
  },
  operations: {
    ListTopics(input: api.ListTopicsInput, { world, account, region }): api.ListTopicsResponse {
      const request = {
        token: input.NextToken,
        size: undefined,
        largest: 100,
        invalidToken: "InvalidParameter",
        scope: `topics/${account.id}/${region}`,
      };
      const { items, next } = paginate(messagingOf(world, account, region).topics, request);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
    },
    GetTopicAttributes(
      input: api.GetTopicAttributesInput,
      { world, account, region },
    ): api.GetTopicAttributesResponse {
      const topic = messagingOf(world, account, region).topics.find(({ arn }) => arn === input.TopicArn);
      if (topic === undefined) throw new ApiError("NotFound", 404, "Topic does not exist");
      const Attributes: Record<string, string> = {
        TopicArn: topic.arn,
        Owner: account.id,
        DisplayName: "",
        Policy: JSON.stringify(topic.policy),
        SubscriptionsConfirmed: "1",
        SubscriptionsPending: "0",
        SubscriptionsDeleted: "0",
        ...(topic.kmsKeyId !== undefined && { KmsMasterKeyId: topic.kmsKeyId }),
      };
      return { Attributes };
    },
  },
};
