import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** Every resource that has or had tags; those of global services answer in us-east-1. */
const resources = factRead({
  yields: ["tag.resource"],
  operations: ["tag:GetResources"],
  renewAfterHours: 12,
  async *collect(context) {
    const client = context.client(ResourceGroupsTaggingAPIClient);
    for await (const page of paginateGetResources({ client, pageSize: 100 }, {}))
      for (const resource of page.ResourceTagMappingList ?? []) {
        const arn = need(resource.ResourceARN, "GetResources ResourceTagMapping.ResourceARN");
        yield {
          kind: "tag.resource",
          resourceId: arn,
          payload: {
            arn,
            tags: (resource.Tags ?? [])
              .map((tag) => ({ key: need(tag.Key, "Tag.Key"), value: tag.Value ?? "" }))
              .sort((a, b) => (a.key < b.key ? -1 : 1)),
          },
        };
      }
  },
});

/** AWS publishes no limit for reading tags; one call brings a hundred resources. */
export const tags = defineCollector({
  service: "tag",
  scope: "regional",
  budgets: { "*": { rate: 5, burst: 5 } },
  reads: [resources],
});
