import type * as api from "@aws-sdk/client-inspector2";
import * as sdk from "@aws-sdk/client-inspector2";
import { administratorOf } from "../model/delegation.ts";
import { remembered } from "../model/memory.ts";
import { type Account, activeAccounts } from "../model/organization.ts";
import { coveredResources, inspectorOn, reachabilityFindings } from "../model/protection.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { requireEnabledRegion } from "./enabled-region.ts";

/** Inspector refuses its lists where it is off, as if permission lacked. */
function requireEnabled({ world, account, region }: CallContext): void {
  if (inspectorOn(world, account, region)) return;
  throw new ApiError("AccessDeniedException", 403, "Invoking account does not have access to this resource.");
}

function visible({ world, account, region }: CallContext): Account[] {
  if (account.id !== administratorOf(world, "inspector2.amazonaws.com")) return [account];
  return activeAccounts(world.organization).filter((each) => each.regions.includes(region));
}

const gathered = remembered((world, place): readonly api.Finding[] => {
  const [region = "", ...ids] = place.split("/");
  return ids.flatMap((id) => {
    const account = world.organization.accounts.get(id);
    return account === undefined ? [] : reachabilityFindings(world, account, region);
  });
});

function wanted(filters: readonly api.StringFilter[] | undefined, value: string | undefined): boolean {
  if (filters === undefined || filters.length === 0) return true;
  return filters.some(({ comparison, value: want }) => comparison === "EQUALS" && want === value);
}

function page<T>(
  all: readonly T[],
  input: { nextToken?: string | undefined; maxResults?: number | undefined },
  largest: number,
  scope: string,
) {
  const { nextToken: token, maxResults: size } = input;
  const { items, next } = paginate(all, { token, size, largest, invalidToken: "ValidationException", scope });
  return { items, nextToken: next };
}

const off: api.State = { status: "DISABLED", errorCode: "ALREADY_ENABLED", errorMessage: "" };
const on: api.State = { ...off, status: "ENABLED" };

export const inspector2: Service = {
  name: "inspector2",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  guard: requireEnabledRegion,
  operations: {
    BatchGetAccountStatus(
      input: api.BatchGetAccountStatusRequest,
      context,
    ): api.BatchGetAccountStatusResponse {
      const known = visible(context);
      const asked = input.accountIds ?? [context.account.id];
      return {
        accounts: known
          .filter(({ id }) => asked.includes(id))
          .map((account) => {
            const state = inspectorOn(context.world, account, context.region) ? on : off;
            return { accountId: account.id, state, resourceState: { ec2: state, ecr: state, lambda: off } };
          }),
        failedAccounts: asked
          .filter((id) => !known.some((account) => account.id === id))
          .map((accountId) => ({ accountId, errorCode: "ACCESS_DENIED", errorMessage: "" })),
      };
    },
    ListMembers(input: api.ListMembersRequest, context): api.ListMembersResponse {
      requireEnabled(context);
      const { world, account, region } = context;
      const members = visible(context)
        .filter(({ id }) => id !== account.id)
        .filter((member) => input.onlyAssociated === false || inspectorOn(world, member, region))
        .map((member) => ({
          accountId: member.id,
          relationshipStatus: inspectorOn(world, member, region)
            ? ("ENABLED" as const)
            : ("CREATED" as const),
          delegatedAdminAccountId: account.id,
        }));
      const { items, nextToken } = page(members, input, 50, `members/${account.id}/${region}`);
      return { members: items, nextToken };
    },
    ListCoverage(input: api.ListCoverageRequest, context): api.ListCoverageResponse {
      requireEnabled(context);
      const filters = input.filterCriteria ?? {};
      const ids = visible(context).filter(({ id }) => wanted(filters.accountId, id));
      const all = ids.flatMap((account) => coveredResources(context.world, account, context.region));
      const scope = `coverage/${context.account.id}/${context.region}`;
      const { items, nextToken } = page(all, input, 200, scope);
      return { coveredResources: items, nextToken };
    },
    ListFindings(input: api.ListFindingsRequest, context): api.ListFindingsResponse {
      requireEnabled(context);
      const filters = input.filterCriteria ?? {};
      const ids = visible(context).map(({ id }) => id);
      const all = gathered(context.world, [context.region, ...ids].join("/")).filter(
        (finding) =>
          wanted(filters.awsAccountId, finding.awsAccountId) &&
          wanted(filters.findingType, finding.type) &&
          wanted(filters.findingStatus, finding.status),
      );
      const scope = `findings/${context.account.id}/${context.region}`;
      const { items, nextToken } = page(all, input, 100, scope);
      return { findings: items, nextToken };
    },
  },
};
