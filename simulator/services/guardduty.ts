import type * as api from "@aws-sdk/client-guardduty";
import * as sdk from "@aws-sdk/client-guardduty";
import { instant } from "../model/calendar.ts";
import { delegateOf } from "../model/delegation.ts";
import { remembered } from "../model/memory.ts";
import { activeAccounts, membersOf } from "../model/organization.ts";
import { memberEnabling } from "../model/protection.ts";
import { detectorOf, threatsOf } from "../model/threats.ts";
import { restJson } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

const principal = "guardduty.amazonaws.com";

function badRequest(message: string): ApiError {
  return new ApiError("BadRequestException", 400, message);
}

function requireDetector(detectorId: string | undefined, { world, account, region }: CallContext) {
  const detector = detectorOf(world, account, region);
  if (detector?.id === detectorId && detector !== undefined) return detector;
  throw badRequest(
    "The request is rejected because the input detectorId is not owned by the current account.",
  );
}

function requireAdministrator({ world, account }: CallContext): void {
  if (account.id === delegateOf(world, principal)) return;
  throw badRequest(
    "The request is rejected because the account is not the GuardDuty delegated administrator.",
  );
}

const gathered = remembered((world, place) => {
  const [id = "", region = ""] = place.split("/");
  const own = [...world.organization.accounts.values()].filter((account) => account.id === id);
  const accounts = id === delegateOf(world, principal) ? membersOf(world.organization) : own;
  const findings = accounts
    .flatMap((one) => threatsOf(world, one))
    .filter((finding) => finding.Region === region);
  return new Map(findings.map((finding) => [finding.Id ?? "", finding]));
});

/** The findings a caller may see, by id: the administrator sees those of the whole organization. */
function visible({ world, account, region }: CallContext): Map<string, api.Finding> {
  return gathered(world, `${account.id}/${region}`);
}

const attributes: Readonly<Record<string, (finding: api.Finding) => string | number>> = {
  updatedAt: (finding) => Date.parse(finding.UpdatedAt ?? ""),
  createdAt: (finding) => Date.parse(finding.CreatedAt ?? ""),
  severity: (finding) => finding.Severity ?? 0,
  type: (finding) => finding.Type ?? "",
  accountId: (finding) => finding.AccountId ?? "",
  region: (finding) => finding.Region ?? "",
  id: (finding) => finding.Id ?? "",
  "service.archived": (finding) => String(finding.Service?.Archived),
};

function attribute(name: string): (finding: api.Finding) => string | number {
  const read = attributes[name];
  if (read === undefined) throw badRequest(`The simulator does not know the finding attribute ${name}.`);
  return read;
}

function meets(value: string | number, condition: api.Condition): boolean {
  const equals = condition.Equals ?? condition.Eq;
  const notEquals = condition.NotEquals ?? condition.Neq;
  if (equals && !equals.includes(String(value))) return false;
  if (notEquals?.includes(String(value))) return false;
  const number = Number(value);
  const { GreaterThan = condition.Gt, GreaterThanOrEqual = condition.Gte } = condition;
  const { LessThan = condition.Lt, LessThanOrEqual = condition.Lte } = condition;
  if (GreaterThan !== undefined && !(number > GreaterThan)) return false;
  if (GreaterThanOrEqual !== undefined && !(number >= GreaterThanOrEqual)) return false;
  if (LessThan !== undefined && !(number < LessThan)) return false;
  return LessThanOrEqual === undefined || number <= LessThanOrEqual;
}

function listFindings(input: api.ListFindingsRequest, context: CallContext): api.ListFindingsResponse {
  requireDetector(input.DetectorId, context);
  const criteria = Object.entries(input.FindingCriteria?.Criterion ?? {});
  const chosen = [...visible(context).values()].filter((finding) =>
    criteria.every(([name, condition]) => meets(attribute(name)(finding), condition)),
  );
  const sortBy = attribute(input.SortCriteria?.AttributeName ?? "updatedAt");
  const down = input.SortCriteria?.OrderBy === "DESC" ? -1 : 1;
  chosen.sort((a, b) => {
    const [x, y] = [sortBy(a), sortBy(b)];
    if (x !== y) return x < y ? -down : down;
    return (a.Id ?? "") < (b.Id ?? "") ? -1 : 1;
  });
  const { items, next } = page(chosen, input.NextToken, input.MaxResults, "findings");
  return { FindingIds: items.map(({ Id }) => Id ?? ""), NextToken: next };
}

function page<T>(all: readonly T[], token: string | undefined, size: number | undefined, scope: string) {
  // GuardDuty says "no more" with an empty token when asked with one.
  const request = {
    token: token || undefined,
    size,
    largest: 50,
    invalidToken: "BadRequestException",
    scope,
  };
  return paginate(all, request, "BadRequestException");
}

function members(input: api.ListMembersRequest, context: CallContext): api.ListMembersResponse {
  const { world, account, region } = context;
  requireDetector(input.DetectorId, context);
  requireAdministrator(context);
  const onlyAssociated = input.OnlyAssociated !== "false";
  const all = activeAccounts(world.organization).flatMap((member): api.Member[] => {
    if (member.id === account.id || !member.member || !member.regions.includes(region)) return [];
    const detector = detectorOf(world, member, region);
    if (detector === undefined && onlyAssociated) return [];
    const on = detector?.status === "ENABLED" ? "Enabled" : "Disabled";
    const at = instant(member.joined + 1, 3600).toISOString();
    return [
      {
        AccountId: member.id,
        DetectorId: detector?.id,
        MasterId: account.id,
        AdministratorId: account.id,
        Email: member.email,
        RelationshipStatus: detector === undefined ? "Created" : on,
        InvitedAt: at,
        UpdatedAt: at,
      },
    ];
  });
  const { items, next } = page(all, input.NextToken, input.MaxResults, `members/${region}`);
  return { Members: items, NextToken: next };
}

export const guardduty: Service = {
  name: "guardduty",
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
    ListDetectors(_input: api.ListDetectorsRequest, { world, account, region }): api.ListDetectorsResponse {
      const detector = detectorOf(world, account, region);
      return { DetectorIds: detector ? [detector.id] : [] };
    },
    GetDetector(input: api.GetDetectorRequest, context): api.GetDetectorResponse {
      const detector = requireDetector(input.DetectorId, context);
      const at = instant(context.account.joined + 1, 3600).toISOString();
      return {
        Status: detector.status,
        CreatedAt: at,
        UpdatedAt: at,
        FindingPublishingFrequency: "FIFTEEN_MINUTES",
        ServiceRole: `arn:aws:iam::${context.account.id}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
        Features: [
          { Name: "S3_DATA_EVENTS", Status: "ENABLED" },
          { Name: "RUNTIME_MONITORING", Status: "DISABLED" },
        ],
      };
    },
    ListFindings: listFindings,
    GetFindings(input: api.GetFindingsRequest, context): api.GetFindingsResponse {
      requireDetector(input.DetectorId, context);
      const wanted = new Set(input.FindingIds ?? []);
      if (wanted.size > 50)
        throw badRequest("The request is rejected because more than 50 finding ids were given.");
      const known = visible(context);
      return { Findings: [...wanted].flatMap((id) => known.get(id) ?? []) };
    },
    ListMembers: members,
    DescribeOrganizationConfiguration(
      input: api.DescribeOrganizationConfigurationRequest,
      context,
    ): api.DescribeOrganizationConfigurationResponse {
      requireDetector(input.DetectorId, context);
      requireAdministrator(context);
      const enabling = memberEnabling(context.world, context.region);
      return {
        AutoEnable: enabling !== "NONE",
        AutoEnableOrganizationMembers: enabling,
        MemberAccountLimitReached: false,
        Features: [
          { Name: "S3_DATA_EVENTS", AutoEnable: enabling },
          { Name: "RUNTIME_MONITORING", AutoEnable: "NONE" },
        ],
      };
    },
    ListOrganizationAdminAccounts(
      _input: api.ListOrganizationAdminAccountsRequest,
      { world, account },
    ): api.ListOrganizationAdminAccountsResponse {
      if (account.id !== world.organization.managementId) {
        throw badRequest(
          "The request is rejected because the account is not the organization management account.",
        );
      }
      const delegate = delegateOf(world, principal);
      return {
        AdminAccounts: delegate === undefined ? [] : [{ AdminAccountId: delegate, AdminStatus: "ENABLED" }],
      };
    },
  },
};
