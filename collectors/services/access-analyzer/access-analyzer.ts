import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { accessAnalyzerBudgets, analyzerOperations, describeAnalyzer, listAnalyzers } from "./analyzers.ts";
import { accountFindings, organizationFindings, type Purpose } from "./findings.ts";

/** The account's own analyzers; a Region without one is a fact of its own. */
const analyzers = factRead({
  yields: ["access-analyzer.analyzer"],
  operations: analyzerOperations,
  async *collect(context) {
    const found = await listAnalyzers(context, context.region, "ACCOUNT");
    yield* context.each(
      found,
      { resourceId: (analyzer) => analyzer.arn ?? "", gone: ["ResourceNotFoundException"] },
      async (analyzer) => {
        const payload = await describeAnalyzer(context, context.region, analyzer);
        return { kind: "access-analyzer.analyzer" as const, resourceId: payload.arn, payload };
      },
    );
  },
});

/** Those of the Organization, in every Region of the account that administers them. */
const organizationAnalyzers = factRead({
  yields: ["access-analyzer.organization-analyzer"],
  operations: analyzerOperations,
  async *collect(context) {
    const found = [];
    for (const region of context.enabledRegions)
      for (const analyzer of await listAnalyzers(context, region, "ORGANIZATION"))
        found.push({ region, analyzer });
    yield* context.each(
      found,
      { resourceId: ({ analyzer }) => analyzer.arn ?? "", gone: ["ResourceNotFoundException"] },
      async ({ region, analyzer }) => {
        const payload = { ...(await describeAnalyzer(context, region, analyzer)), region };
        return { kind: "access-analyzer.organization-analyzer" as const, resourceId: payload.arn, payload };
      },
    );
  },
});

const base = { service: "access-analyzer", budgets: accessAnalyzerBudgets } as const;

export const accessAnalyzer = defineCollector({ ...base, scope: "regional", reads: [analyzers] });
/** The Organization's analyzers, read centrally. */
export const accessAnalyzerAnalyzers = defineCollector({
  ...base,
  scope: "organization",
  reads: [organizationAnalyzers],
});

const perAccount = (purpose: Purpose) =>
  defineCollector({ ...base, scope: "regional", reads: [analyzers, accountFindings(purpose)] });
const ofOrganization = (purpose: Purpose) =>
  defineCollector({ ...base, scope: "organization", reads: [organizationFindings(purpose)] });

/** Findings by one account's own analyzers, where the Organization has none of that purpose. */
export const accessAnalyzerExternalPerAccount = perAccount("external");
export const accessAnalyzerUnusedPerAccount = perAccount("unused");
/** Every account's findings by the Organization's analyzers, from their administrator. */
export const accessAnalyzerExternalOrganization = ofOrganization("external");
export const accessAnalyzerUnusedOrganization = ofOrganization("unused");
