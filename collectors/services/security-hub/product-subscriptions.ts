import { paginateListEnabledProductsForImport, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** Security Hub answers so where it is not enabled, and takes in nothing then. */
const notEnabled = [
  "ResourceNotFoundException",
  { code: "InvalidAccessException", message: /not subscribed/i },
];

const marker = ":product-subscription/";

const productSubscriptions = factRead({
  yields: ["securityhub.product-subscription"],
  operations: ["securityhub:ListEnabledProductsForImport"],
  async *collect(context) {
    const client = context.client(SecurityHubClient);
    const arns = await context.absent(notEnabled, async () => {
      const found: string[] = [];
      for await (const page of paginateListEnabledProductsForImport({ client, pageSize: 100 }, {}))
        found.push(...(page.ProductSubscriptions ?? []));
      return found;
    });
    for (const arn of arns ?? []) {
      const [, product] = arn.split(marker);
      if (product === undefined)
        throw new MalformedAnswer("ListEnabledProductsForImport ProductSubscriptions[]", `is ${arn}`);
      yield { kind: "securityhub.product-subscription", resourceId: arn, payload: { arn, product } };
    }
  },
});

/** Half of 10 a second: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html */
export const securityHubProducts = defineCollector({
  service: "securityhub",
  scope: "regional",
  budgets: { "*": { rate: 5, burst: 10 } },
  reads: [productSubscriptions],
});
