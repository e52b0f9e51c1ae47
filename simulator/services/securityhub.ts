import type * as api from "@aws-sdk/client-securityhub";
import * as sdk from "@aws-sdk/client-securityhub";
import { instant } from "../model/calendar.ts";
import { delegateOf } from "../model/delegation.ts";
import { hash } from "../model/dice.ts";
import { aggregationOf, isGathered } from "../model/hub-aggregation.ts";
import { hubEnabled, hubFindingsOf } from "../model/hub-findings.ts";
import { type Account, activeAccounts, membersOf } from "../model/organization.ts";
import { productsOf } from "../model/protection.ts";
import type { World } from "../model/world.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { decodeToken, encodeToken, paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import { filterOf } from "./hub-filters.ts";

const principal = "securityhub.amazonaws.com";
const largestPage = 100;

interface Scope {
  readonly accounts: Account[];
  readonly region: string | undefined;
}

/** The administrator sees the organization: from its home what it gathers, otherwise the Region it asks in. */
function scopeOf({ world, account, region }: CallContext): Scope {
  const { organization } = world;
  if (account.id !== delegateOf(world, principal)) return { accounts: [account], region };
  return {
    accounts: membersOf(organization),
    region: region === organization.homeRegion ? undefined : region,
  };
}

function sortFindings(findings: api.AwsSecurityFinding[], criteria: readonly api.SortCriterion[]): void {
  const [first] = criteria;
  if (first === undefined) return;
  const reads: Readonly<Record<string, (finding: api.AwsSecurityFinding) => string>> = {
    UpdatedAt: (finding) => finding.UpdatedAt ?? "",
    CreatedAt: (finding) => finding.CreatedAt ?? "",
    Id: (finding) => finding.Id ?? "",
  };
  const read = reads[first.Field ?? ""];
  if (read === undefined)
    throw new ApiError("InvalidInputException", 400, `The simulator does not sort by ${first.Field}.`);
  const down = first.SortOrder === "desc" ? -1 : 1;
  findings.sort((a, b) => (read(a) < read(b) ? -down : down));
}

const sortedLists = new WeakMap<World, Map<string, api.AwsSecurityFinding[]>>();

/** The pages of one sorted listing come from one list: making it means making the whole organization's. */
function sortedOf(world: World, scope: string, make: () => api.AwsSecurityFinding[]) {
  const lists = sortedLists.get(world) ?? new Map<string, api.AwsSecurityFinding[]>();
  sortedLists.set(world, lists);
  const list = lists.get(scope) ?? make();
  lists.delete(scope);
  lists.set(scope, list);
  const [oldest] = lists.keys();
  if (lists.size > 4 && oldest !== undefined) lists.delete(oldest);
  return list;
}

function listMembers(input: api.ListMembersRequest, context: CallContext): api.ListMembersResponse {
  const { world, account, region } = context;
  const members = activeAccounts(world.organization).filter(
    ({ id, regions, member }) => member && id !== account.id && regions.includes(region),
  );
  const associated = account.id === delegateOf(world, principal) ? members : [];
  const { items, next } = paginate(
    associated.filter((member) => input.OnlyAssociated === false || hubEnabled(world, member, region)),
    {
      token: input.NextToken,
      size: input.MaxResults,
      largest: 50,
      invalidToken: "InvalidInputException",
      scope: `members/${region}`,
    },
    "InvalidInputException",
  );
  const Members = items.map((member) => ({
    AccountId: member.id,
    AdministratorId: account.id,
    MemberStatus: hubEnabled(world, member, region) ? "Enabled" : "Created",
  }));
  return { Members, NextToken: next };
}

function getFindings(input: api.GetFindingsRequest, context: CallContext): api.GetFindingsResponse {
  const size = input.MaxResults ?? largestPage;
  if (size < 1 || size > largestPage) {
    throw new ApiError("InvalidInputException", 400, `MaxResults must be between 1 and ${largestPage}.`);
  }
  const { accounts, region } = scopeOf(context);
  // Only Regions in which the administrator itself has Security Hub are gathered.
  const linked = context.account.regions.filter((each) => isGathered(context.world, each));
  const home = (where: string | undefined) => where === context.world.organization.homeRegion;
  const matches = filterOf(input.Filters ?? {}, context.world.day);
  const visible = (account: Account) =>
    hubFindingsOf(context.world, account).filter(
      (finding) =>
        (region === undefined
          ? home(finding.Region) || linked.includes(finding.Region ?? "")
          : finding.Region === region) && matches(finding),
    );
  const fingerprint = hash(JSON.stringify([input.Filters, input.SortCriteria]));
  const scope = `findings/${context.account.id}/${context.region}/${fingerprint}`;
  const at = input.NextToken ? decodeToken(input.NextToken, scope, "InvalidInputException") : "0:0";
  const [index = 0, offset = 0] = at.split(":").map(Number);
  if (input.SortCriteria?.length) {
    const all = sortedOf(context.world, scope, () => {
      const found = accounts.flatMap(visible);
      sortFindings(found, input.SortCriteria ?? []);
      return found;
    });
    const next = offset + size < all.length ? encodeToken(scope, `0:${offset + size}`) : undefined;
    return { Findings: all.slice(offset, offset + size), NextToken: next };
  }
  // Account after account, so that a page of a large organization does not generate all of it.
  const Findings: api.AwsSecurityFinding[] = [];
  let start = offset;
  for (let i = index; i < accounts.length; i++) {
    const account = accounts[i];
    const found = account ? visible(account) : [];
    for (let j = start; j < found.length; j++) {
      const finding = found[j];
      if (Findings.length === size) return { Findings, NextToken: encodeToken(scope, `${i}:${j}`) };
      if (finding) Findings.push(finding);
    }
    start = 0;
  }
  return { Findings };
}

function requireManagement({ world, account }: CallContext): void {
  if (account.id === world.organization.managementId) return;
  const message = `Account ${account.id} is not an organization management account`;
  throw new ApiError("InvalidAccessException", 401, message);
}

function requireHub({ world, account, region }: CallContext): void {
  if (hubEnabled(world, account, region)) return;
  const message = `Account ${account.id} is not subscribed to AWS Security Hub`;
  throw new ApiError("InvalidAccessException", 401, message);
}

function afterHub<I, O>(
  answer: (input: I, context: CallContext) => O,
): (input: I, context: CallContext) => O {
  return (input, context) => {
    requireHub(context);
    return answer(input, context);
  };
}

/** At most one aggregator for the organization, in the administrator's home Region. */
function aggregatorsOf({ world, account }: CallContext): string[] {
  const { homeRegion } = world.organization;
  if (account.id !== delegateOf(world, principal) || aggregationOf(world) === undefined) return [];
  return [`arn:aws:securityhub:${homeRegion}:${account.id}:finding-aggregator/home`];
}

export const securityhub: Service = {
  name: "securityhub",
  sdk,
  protocol: restJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 429,
    unknownOperation: "UnknownOperationException",
  },
  guard({ account, region }) {
    if (account.regions.includes(region)) return;
    throw new ApiError(
      "UnrecognizedClientException",
      403,
      "The security token included in the request is invalid.",
    );
  },
  operations: {
    GetFindings: afterHub(getFindings),
    DescribeHub: afterHub(
      (_input: api.DescribeHubRequest, { account, region }): api.DescribeHubResponse => ({
        HubArn: `arn:aws:securityhub:${region}:${account.id}:hub/default`,
        SubscribedAt: instant(account.joined + 1, 7200).toISOString(),
        AutoEnableControls: true,
        ControlFindingGenerator: "SECURITY_CONTROL",
      }),
    ),
    ListFindingAggregators: afterHub(
      (_input: api.ListFindingAggregatorsRequest, context): api.ListFindingAggregatorsResponse => ({
        FindingAggregators: aggregatorsOf(context).map((FindingAggregatorArn) => ({ FindingAggregatorArn })),
      }),
    ),
    GetFindingAggregator: afterHub(
      (input: api.GetFindingAggregatorRequest, context): api.GetFindingAggregatorResponse => {
        const { FindingAggregatorArn } = input;
        const aggregation = aggregationOf(context.world);
        if (FindingAggregatorArn === undefined || !aggregatorsOf(context).includes(FindingAggregatorArn)) {
          const message = `The finding aggregator ${FindingAggregatorArn} was not found.`;
          throw new ApiError("ResourceNotFoundException", 404, message);
        }
        return {
          FindingAggregatorArn,
          FindingAggregationRegion: context.world.organization.homeRegion,
          RegionLinkingMode: aggregation?.mode,
          Regions: aggregation?.mode === "ALL_REGIONS" ? undefined : [...(aggregation?.regions ?? [])],
        };
      },
    ),
    ListMembers: afterHub(listMembers),
    ListEnabledProductsForImport: afterHub(
      (
        input: api.ListEnabledProductsForImportRequest,
        { world, account, region },
      ): api.ListEnabledProductsForImportResponse => {
        const request = { token: input.NextToken, size: input.MaxResults, largest: 100 };
        const scope = `products/${account.id}/${region}`;
        const products = productsOf(world, account, region) ?? [];
        const { items, next } = paginate(products, {
          ...request,
          invalidToken: "InvalidInputException",
          scope,
        });
        const prefix = `arn:aws:securityhub:${region}:${account.id}:product-subscription/`;
        return { ProductSubscriptions: items.map((product) => `${prefix}${product}`), NextToken: next };
      },
    ),
    GetEnabledStandards: afterHub(
      (_input: api.GetEnabledStandardsRequest, { account, region }): api.GetEnabledStandardsResponse => {
        const standard = "aws-foundational-security-best-practices/v/1.0.0";
        return {
          StandardsSubscriptions: [
            {
              StandardsSubscriptionArn: `arn:aws:securityhub:${region}:${account.id}:subscription/${standard}`,
              StandardsArn: `arn:aws:securityhub:${region}::standards/${standard}`,
              StandardsInput: {},
              StandardsStatus: "READY",
            },
          ],
        };
      },
    ),
    GetAdministratorAccount: afterHub(
      (
        _input: api.GetAdministratorAccountRequest,
        { world, account },
      ): api.GetAdministratorAccountResponse => {
        const delegate = delegateOf(world, principal);
        if (delegate === undefined || account.id === delegate || !account.member) return {};
        return { Administrator: { AccountId: delegate, MemberStatus: "Enabled" } };
      },
    ),
    ListOrganizationAdminAccounts(
      _input: api.ListOrganizationAdminAccountsRequest,
      context,
    ): api.ListOrganizationAdminAccountsResponse {
      requireManagement(context);
      const delegate = delegateOf(context.world, principal);
      return { AdminAccounts: delegate === undefined ? [] : [{ AccountId: delegate, Status: "ENABLED" }] };
    },
  },
};
