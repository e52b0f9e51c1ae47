import {
  AccessAnalyzerClient,
  type FindingDetails,
  type FindingSummaryV2,
  paginateGetFindingV2,
  paginateListFindingsV2,
} from "@aws-sdk/client-accessanalyzer";
import { distinct, need } from "#collectors/runtime/decode.ts";
import { type FindingContext, findingRead } from "#collectors/runtime/define.ts";
import { listAnalyzers, type Zone } from "./analyzers.ts";
import { decodeAccessFinding } from "./decode-finding.ts";

/** Internal access is meant to be; these two kinds of analyzer report what is not. */
const judging = new Set(["ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"]);

/** Kinds whose list says neither who nor what. The other kinds name the role or credential itself. */
const asked = new Set<string | undefined>(["ExternalAccess", "UnusedPermission"]);

async function detailsOf(context: FindingContext, analyzerArn: string, id: string) {
  const client = context.client(AccessAnalyzerClient);
  const details: FindingDetails[] = [];
  for await (const page of paginateGetFindingV2({ client, pageSize: 100 }, { analyzerArn, id }))
    details.push(...(page.findingDetails ?? []));
  return distinct(details, (detail) => JSON.stringify(detail));
}

/** The active findings of a Region's analyzers of one zone of trust. */
export function findings(zone: Zone) {
  return findingRead({
    yields: ["access-analyzer.finding"],
    operations: [
      "access-analyzer:ListAnalyzers",
      "access-analyzer:ListFindingsV2",
      "access-analyzer:GetFindingV2",
    ],
    async *findings(context) {
      const client = context.client(AccessAnalyzerClient);
      const listed: { analyzerArn: string; finding: FindingSummaryV2 }[] = [];
      for (const analyzer of await listAnalyzers(context, context.region, zone)) {
        if (!judging.has(need(analyzer.type, "AnalyzerSummary.type"))) continue;
        const analyzerArn = need(analyzer.arn, "AnalyzerSummary.arn");
        const filter = { status: { eq: ["ACTIVE"] } };
        for await (const page of paginateListFindingsV2({ client, pageSize: 100 }, { analyzerArn, filter }))
          for (const finding of page.findings ?? []) listed.push({ analyzerArn, finding });
      }
      yield* context.each(
        listed,
        { resourceId: ({ finding }) => finding.resource ?? "", gone: ["ResourceNotFoundException"] },
        async ({ analyzerArn, finding }) => {
          const id = need(finding.id, "FindingSummaryV2.id");
          const details = asked.has(finding.findingType) ? await detailsOf(context, analyzerArn, id) : [];
          return {
            finding: decodeAccessFinding(finding, details, { analyzerArn, region: context.region }),
            updatedAt: finding.updatedAt ?? null,
          };
        },
      );
    },
  });
}
