import { ConfigServiceClient, paginateDescribeConformancePacks } from "@aws-sdk/client-config-service";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { configBudgets } from "./budgets.ts";
import { recorders } from "./recorders.ts";

const conformancePacks = factRead({
  yields: ["config.conformance-pack"],
  operations: ["config:DescribeConformancePacks"],
  async *collect(context) {
    const client = context.client(ConfigServiceClient);
    // 20 is the most: https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConformancePacks.html
    for await (const page of paginateDescribeConformancePacks({ client, pageSize: 20 }, {}))
      for (const pack of page.ConformancePackDetails ?? []) {
        const arn = need(pack.ConformancePackArn, "ConformancePackDetail.ConformancePackArn");
        yield {
          kind: "config.conformance-pack",
          resourceId: arn,
          payload: {
            arn,
            name: need(pack.ConformancePackName, "ConformancePackDetail.ConformancePackName"),
            createdBy: pack.CreatedBy ?? null,
            templateDocument: pack.TemplateSSMDocumentDetails?.DocumentName ?? null,
            deliveryBucket: pack.DeliveryS3Bucket || null,
          },
        };
      }
  },
});

export const config = defineCollector({
  service: "config",
  scope: "regional",
  budgets: configBudgets,
  reads: [recorders, conformancePacks],
});
