import {
  AccessAnalyzerClient,
  type AnalyzerSummary,
  GetAnalyzerCommand,
  paginateListAnalyzers,
} from "@aws-sdk/client-accessanalyzer";
import { need } from "#collectors/runtime/decode.ts";
import type { ReadContext } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** AWS publishes no request limits for Access Analyzer. */
export const accessAnalyzerBudgets = { "*": { rate: 5, burst: 10 } };

/** What lists analyzers, and asks for what the list leaves out of those of unused access. */
export const analyzerOperations = ["access-analyzer:ListAnalyzers", "access-analyzer:GetAnalyzer"] as const;

export type Zone = "ACCOUNT" | "ORGANIZATION";

/** The zone of trust: the type begins with it. */
export function zoneOf(type: string): Zone {
  return type.startsWith("ORGANIZATION") ? "ORGANIZATION" : "ACCOUNT";
}

const unused = /_UNUSED_ACCESS$/;

/** The analyzers of one zone of trust in a Region; an administrator's list holds those of both. */
export async function listAnalyzers(
  context: ReadContext,
  region: string,
  zone: Zone,
): Promise<AnalyzerSummary[]> {
  const client = context.client(AccessAnalyzerClient, region);
  const found: AnalyzerSummary[] = [];
  for await (const page of paginateListAnalyzers({ client, pageSize: 100 }, {}))
    for (const analyzer of page.analyzers ?? [])
      if (zoneOf(need(analyzer.type, "AnalyzerSummary.type")) === zone) found.push(analyzer);
  return found;
}

/** One analyzer as a fact; ListAnalyzers omits the configuration, which matters to unused access alone. */
export async function describeAnalyzer(
  context: ReadContext,
  region: string,
  analyzer: AnalyzerSummary,
): Promise<PayloadOf<"access-analyzer.analyzer">> {
  const name = need(analyzer.name, "AnalyzerSummary.name");
  const type = need(analyzer.type, "AnalyzerSummary.type");
  const details = unused.test(type)
    ? await context.client(AccessAnalyzerClient, region).send(new GetAnalyzerCommand({ analyzerName: name }))
    : undefined;
  return {
    arn: need(analyzer.arn, "AnalyzerSummary.arn"),
    name,
    type,
    status: need(analyzer.status, "AnalyzerSummary.status"),
    unusedAccessAgeDays: details?.analyzer?.configuration?.unusedAccess?.unusedAccessAge ?? null,
  };
}
