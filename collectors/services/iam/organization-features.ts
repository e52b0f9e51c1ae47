import { IAMClient, ListOrganizationsFeaturesCommand } from "@aws-sdk/client-iam";
import { sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** Whether IAM manages root credentials and root sessions of all accounts centrally. */
const features = factRead({
  yields: ["iam.organization-features"],
  operations: ["iam:ListOrganizationsFeatures"],
  async *collect(context) {
    // Without trusted access of IAM to the Organization none of them can be on.
    const answer = await context.absent(["ServiceAccessNotEnabledException", "ServiceAccessNotEnabled"], () =>
      context.client(IAMClient).send(new ListOrganizationsFeaturesCommand({})),
    );
    yield {
      kind: "iam.organization-features",
      resourceId: `account/${context.accountId}`,
      payload: { enabled: sorted(answer?.EnabledFeatures ?? []) },
    };
  },
});

/** Read in the management account. AWS publishes no limits for IAM. */
export const iamOrganization = defineCollector({
  service: "iam",
  scope: "organization",
  budgets: { "*": { rate: 5, burst: 10 } },
  reads: [features],
});
