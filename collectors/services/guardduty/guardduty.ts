import {
  GetDetectorCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  paginateListDetectors,
  paginateListFindings,
  paginateListMembers,
} from "@aws-sdk/client-guardduty";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, findingRead, type ReadContext } from "#collectors/runtime/define.ts";
import { sightThreat } from "./decode-threat.ts";
import { noAdministrator } from "./organization-configuration.ts";

/** AWS publishes no limits for GuardDuty; a few calls a Region are all that is needed. */
const budgets = { "*": { rate: 5, burst: 10 } };

const detectorArn = (context: ReadContext<never>, id: string) =>
  `arn:${context.partition}:guardduty:${context.region}:${context.accountId}:detector/${id}`;

/** A Region without a detector is a fact of its own: completely seen, and nothing there. */
const detectors = factRead({
  yields: ["guardduty.detector"],
  operations: ["guardduty:ListDetectors", "guardduty:GetDetector"],
  async *collect(context) {
    const client = context.client(GuardDutyClient);
    for await (const page of paginateListDetectors({ client, pageSize: 50 }, {}))
      for (const id of page.DetectorIds ?? []) {
        const detector = await client.send(new GetDetectorCommand({ DetectorId: id }));
        yield {
          kind: "guardduty.detector",
          resourceId: detectorArn(context, id),
          payload: {
            id,
            status: need(detector.Status, "GetDetector Status"),
            findingPublishingFrequency: detector.FindingPublishingFrequency ?? null,
            features: (detector.Features ?? [])
              .map((feature) => ({ name: feature.Name ?? "", status: feature.Status ?? "" }))
              .sort((a, b) => (a.name < b.name ? -1 : 1)),
          },
        };
      }
  },
});

const notArchived = { "service.archived": { Equals: ["false"] } };

function threats(ofOneAccount: boolean) {
  return findingRead({
    yields: ["guardduty.finding"],
    operations: ["guardduty:ListDetectors", "guardduty:ListFindings", "guardduty:GetFindings"],
    incremental: true,
    async *findings(context) {
      const client = context.client(GuardDutyClient);
      const { since } = context;
      const Criterion = since === null ? notArchived : { updatedAt: { GreaterThanOrEqual: since.getTime() } };
      // By the time of the last change: one that changes while it is read is listed again, never missed.
      const SortCriteria = { AttributeName: "updatedAt", OrderBy: "ASC" } as const;
      for await (const { DetectorIds = [] } of paginateListDetectors({ client, pageSize: 50 }, {}))
        for (const DetectorId of DetectorIds) {
          const asked = { DetectorId, FindingCriteria: { Criterion }, SortCriteria };
          for await (const page of paginateListFindings({ client, pageSize: 50 }, { ...asked })) {
            const FindingIds = page.FindingIds ?? [];
            if (FindingIds.length === 0) continue;
            const { Findings } = await client.send(
              new GetFindingsCommand({ DetectorId, FindingIds, SortCriteria }),
            );
            for (const finding of need(Findings, "GetFindings Findings"))
              if (!ofOneAccount || need(finding.AccountId, "Finding.AccountId") === context.accountId)
                yield sightThreat(finding);
          }
        }
    },
  });
}

/** The accounts whose threats this one sees, in every Region where it has a detector. */
const membership = factRead({
  yields: ["guardduty.membership"],
  operations: ["guardduty:ListDetectors", "guardduty:ListMembers"],
  async *collect(context) {
    for (const region of context.enabledRegions) {
      const client = context.client(GuardDutyClient, region);
      const { DetectorIds = [] } = await client.send(new ListDetectorsCommand({ MaxResults: 50 }));
      const [DetectorId] = DetectorIds;
      if (DetectorId === undefined) continue;
      const accountIds = [context.accountId];
      await context.absent(noAdministrator, async () => {
        for await (const page of paginateListMembers({ client, pageSize: 50 }, { DetectorId }))
          for (const member of page.Members ?? [])
            if (member.RelationshipStatus === "Enabled")
              accountIds.push(need(member.AccountId, "ListMembers Member.AccountId"));
      });
      yield {
        kind: "guardduty.membership",
        resourceId: `membership/${region}`,
        payload: { region, administratorId: context.accountId, accountIds: sorted(accountIds) },
      };
    }
  },
});

const base = { service: "guardduty", budgets } as const;

export const guardduty = defineCollector({ ...base, scope: "regional", reads: [detectors] });
/** Whose threats the administrator sees. */
export const guarddutyMembership = defineCollector({ ...base, scope: "organization", reads: [membership] });
/** Every member's threats, from the administrator. */
export const guarddutyOrganization = defineCollector({
  ...base,
  scope: "organization",
  reads: [threats(false)],
});
/** One account's own threats, where no administrator sees them. */
export const guarddutyPerAccount = defineCollector({ ...base, scope: "regional", reads: [threats(true)] });
