import {
  GetDetectorCommand,
  GetFindingsCommand,
  GuardDutyClient,
  paginateListDetectors,
  paginateListFindings,
} from "@aws-sdk/client-guardduty";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, findingRead, type ReadContext } from "#collectors/runtime/define.ts";
import { decodeThreat } from "./decode-threat.ts";

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

const notArchived = { Criterion: { "service.archived": { Equals: ["false"] } } };

const threats = findingRead({
  yields: ["guardduty.finding"],
  operations: ["guardduty:ListFindings", "guardduty:GetFindings"],
  needs: ["guardduty.detector"],
  async *findings(context) {
    const client = context.client(GuardDutyClient);
    for (const { payload } of context.needed("guardduty.detector")) {
      const DetectorId = payload.id;
      const pages = paginateListFindings(
        { client, pageSize: 50 },
        { DetectorId, FindingCriteria: notArchived },
      );
      for await (const page of pages) {
        const FindingIds = page.FindingIds ?? [];
        if (FindingIds.length === 0) continue;
        const { Findings } = await client.send(new GetFindingsCommand({ DetectorId, FindingIds }));
        // An administrator's detector lists its members' findings too; each account reports its own.
        for (const finding of need(Findings, "GetFindings Findings"))
          if (finding.AccountId === context.accountId) yield decodeThreat(finding);
      }
    }
  },
});

export const guardduty = defineCollector({
  service: "guardduty",
  scope: "regional",
  budgets,
  reads: [detectors, threats],
});
