import {
  type AwsSecurityFindingFilters,
  DescribeHubCommand,
  GetFindingAggregatorCommand,
  type GetFindingsCommandOutput,
  paginateGetFindings,
  paginateListFindingAggregators,
  paginateListMembers,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, findingRead } from "#collectors/runtime/define.ts";
import { passesWanted } from "#lib/controls/detector-pairs.ts";
import type { Sighting } from "#lib/inventory/findings.ts";
import { sightSecurityHubFinding } from "./decode-finding.ts";
import { inOrder } from "./in-order.ts";

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

/** The accounts whose findings this one sees, in every Region where it has Security Hub. */
const membership = factRead({
  yields: ["securityhub.membership"],
  operations: ["securityhub:ListMembers"],
  async *collect(context) {
    for (const region of context.enabledRegions) {
      const client = context.client(SecurityHubClient, region);
      const accountIds = await context.absent(notEnabled, async () => {
        const enabled = [context.accountId];
        for await (const page of paginateListMembers({ client, pageSize: 50 }, { OnlyAssociated: true }))
          for (const member of page.Members ?? [])
            if (member.MemberStatus === "Enabled")
              enabled.push(need(member.AccountId, "ListMembers AccountId"));
        return enabled;
      });
      if (accountIds === undefined) continue;
      yield {
        kind: "securityhub.membership",
        resourceId: `membership/${region}`,
        payload: { region, administratorId: context.accountId, accountIds: sorted(accountIds) },
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

const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString();

/** A filter takes at most 20 values: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html */
const valuesAtMost = 20;

/** What passes the controls that ours are compared with. */
const passing = Array.from(
  { length: Math.ceil(passesWanted.length / valuesAtMost) },
  (_, index): AwsSecurityFindingFilters => ({
    RecordState: equals("ACTIVE"),
    ComplianceStatus: equals("PASSED"),
    ComplianceSecurityControlId: equals(
      ...passesWanted.slice(index * valuesAtMost, (index + 1) * valuesAtMost),
    ),
  }),
);

/** How many lists more a full comparison asks for, to know what passes. */
export const passLists = passing.length;

function findings(ofOneAccount: boolean) {
  return findingRead({
    yields: ["securityhub.finding"],
    operations: ["securityhub:GetFindings"],
    incremental: true,
    async *findings(context) {
      const client = context.client(SecurityHubClient);
      const { since } = context;
      const changed = (from: Date) => [{ UpdatedAt: [{ Start: from.toISOString(), End: tomorrow() }] }];
      const lists = (since === null ? [open, ...passing] : changed(since)).map((wanted) => {
        const Filters = ofOneAccount ? { ...wanted, AwsAccountId: equals(context.accountId) } : wanted;
        // By the time of the last change: one that changes while it is read is listed again, never missed.
        const SortCriteria = [{ Field: "UpdatedAt", SortOrder: "asc" as const }];
        return sighted(paginateGetFindings({ client, pageSize: 100 }, { Filters, SortCriteria }));
      });
      const sightings = inOrder(lists, ({ updatedAt }) => updatedAt?.getTime() ?? 0);
      const first = await context.absent(notEnabled, () => sightings.next());
      for (let next = first; next !== undefined && !next.done; next = await sightings.next())
        yield next.value;
    },
  });
}

async function* sighted(pages: AsyncIterable<GetFindingsCommandOutput>): AsyncGenerator<Sighting> {
  for await (const { Findings = [] } of pages)
    for (const finding of Findings) yield sightSecurityHubFinding(finding);
}

const base = { service: "securityhub", budgets } as const;

export const securityHub = defineCollector({ ...base, scope: "regional", reads: [hub] });
export const securityHubAggregator = defineCollector({ ...base, scope: "organization", reads: [aggregator] });
/** Whose findings the administrator sees. */
export const securityHubMembership = defineCollector({
  ...base,
  scope: "organization",
  reads: [membership],
});
/** Every member's findings, from the administrator. */
export const securityHubOrganization = defineCollector({
  ...base,
  scope: "organization",
  reads: [findings(false)],
});
/** One account's own findings, where no administrator sees them. */
export const securityHubPerAccount = defineCollector({
  ...base,
  scope: "regional",
  reads: [findings(true)],
});
