import type * as api from "@aws-sdk/client-accessanalyzer";
import * as sdk from "@aws-sdk/client-accessanalyzer";
import { type AccessFinding, type AnalyzerModel, analyzersOf, findingsOf } from "../model/analyzers.ts";
import { remembered } from "../model/memory.ts";
import { activeAccounts } from "../model/organization.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

function page<T>(all: readonly T[], token: string | undefined, size: number | undefined, scope: string) {
  const { items, next } = paginate(all, {
    token,
    size,
    largest: 100,
    invalidToken: "ValidationException",
    scope,
  });
  return { items, nextToken: next };
}

function find(
  by: (analyzer: AnalyzerModel) => boolean,
  { world, account, region }: CallContext,
): AnalyzerModel {
  const analyzer = analyzersOf(world, account, region).find(by);
  if (analyzer !== undefined) return analyzer;
  throw new ApiError("ResourceNotFoundException", 404, "The specified analyzer does not exist.");
}

const gathered = remembered((world, place): readonly AccessFinding[] => {
  const [id = "", region = "", name = ""] = place.split("/");
  const caller = world.organization.accounts.get(id);
  const analyzer = caller && analyzersOf(world, caller, region).find((each) => each.name === name);
  if (caller === undefined || analyzer === undefined) return [];
  const whole = analyzer.type?.startsWith("ORGANIZATION") ?? false;
  const inside = activeAccounts(world.organization).filter((account) => whole || account.id === id);
  return inside.flatMap((account) => findingsOf(world, account, analyzer, region));
});

/** An analyzer of the Organization speaks of every account. */
function findings(analyzer: AnalyzerModel, { world, account, region }: CallContext) {
  return gathered(world, `${account.id}/${region}/${analyzer.name}`);
}

const attributes: Readonly<Record<string, (finding: api.FindingSummaryV2) => string | undefined>> = {
  status: (finding) => finding.status,
  resourceOwnerAccount: (finding) => finding.resourceOwnerAccount,
  findingType: (finding) => finding.findingType,
};

function meets(finding: api.FindingSummaryV2, filter: Record<string, api.Criterion>): boolean {
  return Object.entries(filter).every(([name, { eq, neq }]) => {
    const read = attributes[name];
    if (read === undefined)
      throw new ApiError("ValidationException", 400, `The filter key ${name} is invalid.`);
    const value = read(finding) ?? "";
    return (eq === undefined || eq.includes(value)) && !neq?.includes(value);
  });
}

const withoutConfiguration = ({ unusedAccessAge: _, ...summary }: AnalyzerModel): api.AnalyzerSummary =>
  summary;

export const accessAnalyzer: Service = {
  name: "access-analyzer",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  actions: { ListFindingsV2: "ListFindings", GetFindingV2: "GetFinding" },
  guard: requireEnabledRegion,
  operations: {
    ListAnalyzers(input: api.ListAnalyzersRequest, context): api.ListAnalyzersResponse {
      const { world, account, region } = context;
      const all = analyzersOf(world, account, region).filter(
        ({ type }) => input.type === undefined || type === input.type,
      );
      const { items, nextToken } = page(
        all,
        input.nextToken,
        input.maxResults,
        `analyzers/${account.id}/${region}`,
      );
      return { analyzers: items.map(withoutConfiguration), nextToken };
    },
    GetAnalyzer(input: api.GetAnalyzerRequest, context): api.GetAnalyzerResponse {
      const analyzer = find(({ name }) => name === input.analyzerName, context);
      const { unusedAccessAge } = analyzer;
      const configuration = unusedAccessAge === undefined ? undefined : { unusedAccess: { unusedAccessAge } };
      return { analyzer: { ...withoutConfiguration(analyzer), configuration } };
    },
    ListFindingsV2(input: api.ListFindingsV2Request, context): api.ListFindingsV2Response {
      const analyzer = find(({ arn }) => arn === input.analyzerArn, context);
      const all = findings(analyzer, context)
        .map(({ summary }) => summary)
        .filter((finding) => meets(finding, input.filter ?? {}));
      const scope = `findings/${context.account.id}/${analyzer.arn}`;
      const { items, nextToken } = page(all, input.nextToken, input.maxResults, scope);
      return { findings: items, nextToken };
    },
    GetFindingV2(input: api.GetFindingV2Request, context): api.GetFindingV2Response {
      const analyzer = find(({ arn }) => arn === input.analyzerArn, context);
      const found = findings(analyzer, context).find(({ summary }) => summary.id === input.id);
      if (found === undefined)
        throw new ApiError("ResourceNotFoundException", 404, "The specified finding does not exist.");
      const scope = `details/${context.account.id}/${input.id}`;
      const { items, nextToken } = page(found.details, input.nextToken, input.maxResults, scope);
      return { ...found.summary, findingDetails: items, nextToken };
    },
  },
};
