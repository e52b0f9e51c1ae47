import {
  AccessAnalyzerClient,
  type FindingDetails,
  type FindingSummaryV2,
  paginateGetFindingV2,
  paginateListFindingsV2,
} from "@aws-sdk/client-accessanalyzer";
import { distinct, need } from "#collectors/runtime/decode.ts";
import { type FindingContext, findingRead } from "#collectors/runtime/define.ts";
import type { Sighting } from "#lib/inventory/findings.ts";
import { listAnalyzers } from "./analyzers.ts";
import { decodeAccessFinding } from "./decode-finding.ts";

/** Kinds whose list says neither who nor what. The other kinds name the role or credential itself. */
const asked = new Set<string | undefined>(["ExternalAccess", "UnusedPermission"]);

async function detailsOf(context: FindingContext, analyzerArn: string, id: string) {
  const client = context.client(AccessAnalyzerClient);
  const details: FindingDetails[] = [];
  for await (const page of paginateGetFindingV2({ client, pageSize: 100 }, { analyzerArn, id }))
    details.push(...(page.findingDetails ?? []));
  return distinct(details, (detail) => JSON.stringify(detail));
}

/** What an analyzer looks for. Internal access is meant to be, and is not read. */
export type Purpose = "external" | "unused";

const kindOf = { external: "access-analyzer.finding", unused: "access-analyzer.unused-finding" } as const;
const suffixOf = { external: "", unused: "_UNUSED_ACCESS" } as const;
const operations = ["access-analyzer:ListFindingsV2", "access-analyzer:GetFindingV2"] as const;

/** The active findings of an account's own analyzers in a Region, which its collector has listed before. */
export function accountFindings(purpose: Purpose) {
  return findingRead({
    yields: [kindOf[purpose]],
    operations,
    needs: ["access-analyzer.analyzer"],
    findings: (context) =>
      findingsOf(
        context,
        context
          .needed("access-analyzer.analyzer")
          .filter(({ payload }) => payload.type === `ACCOUNT${suffixOf[purpose]}`)
          .map(({ payload }) => payload.arn),
      ),
  });
}

/** The active findings of the Organization's analyzers in a Region. */
export function organizationFindings(purpose: Purpose) {
  return findingRead({
    yields: [kindOf[purpose]],
    operations: ["access-analyzer:ListAnalyzers", ...operations],
    async *findings(context) {
      const listed = await listAnalyzers(context, context.region, "ORGANIZATION");
      const wanted = listed.filter(({ type }) => type === `ORGANIZATION${suffixOf[purpose]}`);
      yield* findingsOf(
        context,
        wanted.map(({ arn }) => need(arn, "AnalyzerSummary.arn")),
      );
    },
  });
}

async function* findingsOf(
  context: FindingContext,
  analyzerArns: readonly string[],
): AsyncGenerator<Sighting> {
  const client = context.client(AccessAnalyzerClient);
  const listed: { analyzerArn: string; finding: FindingSummaryV2 }[] = [];
  for (const analyzerArn of analyzerArns) {
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
}
