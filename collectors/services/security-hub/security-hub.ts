import {
  type AwsSecurityFindingFilters,
  DescribeHubCommand,
  GetFindingAggregatorCommand,
  paginateGetFindings,
  paginateListFindingAggregators,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, findingRead } from "#collectors/runtime/define.ts";
import { decodeSecurityHubFinding } from "./decode-finding.ts";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html: half of 3 and 10 a second. */
const budgets = { "securityhub:GetFindings": { rate: 1.5, burst: 3 }, "*": { rate: 5, burst: 10 } };

/** Security Hub answers so where it is not enabled, a fact; the same code without these words is a refusal. */
const notEnabled = [
  "ResourceNotFoundException",
  { code: "InvalidAccessException", message: /not subscribed/i },
];

const hub = factRead({
  yields: ["securityhub.hub"],
  operations: ["securityhub:DescribeHub"],
  async *collect(context) {
    const client = context.client(SecurityHubClient);
    const answer = await context.absent(notEnabled, () => client.send(new DescribeHubCommand({})));
    if (answer === undefined) return;
    const arn = need(answer.HubArn, "DescribeHub HubArn");
    yield {
      kind: "securityhub.hub",
      resourceId: arn,
      payload: {
        arn,
        autoEnableControls: answer.AutoEnableControls ?? false,
        subscribedAt: answer.SubscribedAt ?? null,
      },
    };
  },
});

const aggregator = factRead({
  yields: ["securityhub.finding-aggregator"],
  operations: ["securityhub:ListFindingAggregators", "securityhub:GetFindingAggregator"],
  async *collect(context) {
    const client = context.client(SecurityHubClient);
    const arns = await context.absent(notEnabled, async () => {
      const found: string[] = [];
      for await (const page of paginateListFindingAggregators({ client, pageSize: 100 }, {}))
        for (const each of page.FindingAggregators ?? [])
          found.push(need(each.FindingAggregatorArn, "FindingAggregator.FindingAggregatorArn"));
      return found;
    });
    for (const arn of arns ?? []) {
      const details = await client.send(new GetFindingAggregatorCommand({ FindingAggregatorArn: arn }));
      yield {
        kind: "securityhub.finding-aggregator",
        resourceId: arn,
        payload: {
          arn,
          homeRegion: need(details.FindingAggregationRegion, "GetFindingAggregator FindingAggregationRegion"),
          linkingMode: details.RegionLinkingMode ?? "ALL_REGIONS",
          regions: sorted(details.Regions ?? []),
        },
      };
    }
  },
});

const equals = (...values: string[]) => values.map((Value) => ({ Value, Comparison: "EQUALS" as const }));

/** Open problems only: what was archived, resolved, suppressed or passed is not one. */
const open: AwsSecurityFindingFilters = {
  RecordState: equals("ACTIVE"),
  WorkflowStatus: equals("NEW", "NOTIFIED"),
  ComplianceStatus: [
    { Value: "PASSED", Comparison: "NOT_EQUALS" },
    { Value: "NOT_AVAILABLE", Comparison: "NOT_EQUALS" },
  ],
};

function findings(ofOneAccount: boolean) {
  return findingRead({
    yields: ["securityhub.finding"],
    operations: ["securityhub:GetFindings"],
    async *findings(context) {
      const client = context.client(SecurityHubClient);
      const Filters = ofOneAccount ? { ...open, AwsAccountId: equals(context.accountId) } : open;
      const pages = paginateGetFindings({ client, pageSize: 100 }, { Filters });
      const first = await context.absent(notEnabled, () => pages.next());
      for (let page = first; page !== undefined && !page.done; page = await pages.next())
        for (const finding of page.value.Findings ?? []) yield decodeSecurityHubFinding(finding);
    },
  });
}

const base = { service: "securityhub", budgets } as const;

export const securityHub = defineCollector({ ...base, scope: "regional", reads: [hub] });
export const securityHubAggregator = defineCollector({ ...base, scope: "global", reads: [aggregator] });
/** Every account's findings, from the administrator. */
export const securityHubOrganization = defineCollector({
  ...base,
  scope: "organization",
  reads: [findings(false)],
});
/** One account's own findings, where the Organization has no Security Hub administrator. */
export const securityHubPerAccount = defineCollector({
  ...base,
  scope: "regional",
  reads: [findings(true)],
});
