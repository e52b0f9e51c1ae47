import type * as api from "@aws-sdk/client-eventbridge";
import * as sdk from "@aws-sdk/client-eventbridge";
import { alertRulesOf } from "../model/alert-rules.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

interface Listing {
  readonly EventBusName?: string | undefined;
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

function page<T>(all: readonly T[], input: Listing, scope: string) {
  const request = {
    token: input.NextToken,
    size: input.Limit,
    largest: 100,
    invalidToken: "ValidationException",
    scope,
  };
  const { items, next } = paginate(all, request);
  return { items, NextToken: next };
}

function rulesOf(input: Listing, { world, account, region }: CallContext) {
  if ((input.EventBusName ?? "default") !== "default")
    throw new ApiError("ResourceNotFoundException", 400, `Event bus ${input.EventBusName} does not exist.`);
  return alertRulesOf(world, account, region).rules;
}

export const events: Service = {
  name: "events",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  guard: requireEnabledRegion,
  operations: {
    ListRules(input: api.ListRulesRequest, context): api.ListRulesResponse {
      const rules = rulesOf(input, context).map(({ rule }) => rule);
      const { items, NextToken } = page(rules, input, `rules/${context.account.id}/${context.region}`);
      return { Rules: items, NextToken };
    },
    ListTargetsByRule(input: api.ListTargetsByRuleRequest, context): api.ListTargetsByRuleResponse {
      const found = rulesOf(input, context).find(({ rule }) => rule.Name === input.Rule);
      if (found === undefined)
        throw new ApiError(
          "ResourceNotFoundException",
          400,
          `Rule ${input.Rule} does not exist on EventBus default.`,
        );
      const targets = found.targets.map((Arn, index) => ({ Id: `target-${index + 1}`, Arn }));
      const { items, NextToken } = page(targets, input, `targets/${context.account.id}/${input.Rule}`);
      return { Targets: items, NextToken };
    },
  },
};
