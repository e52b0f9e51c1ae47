import type * as api from "@aws-sdk/client-organizations";
import * as sdk from "@aws-sdk/client-organizations";
import { instant } from "../model/calendar.ts";
import { delegatedServices } from "../model/delegation.ts";
import type { Guardrail } from "../model/guardrails.ts";
import { type Account, accountArn, joinedAt, type Organization, pathOf } from "../model/organization.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import { type CallContext, denied, type Service } from "../runtime/service.ts";

interface Paged {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

function page<T>(
  all: readonly T[],
  input: Paged,
  scope: string,
): { items: T[]; NextToken: string | undefined } {
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    largest: 20,
    invalidToken: "InvalidInputException",
    scope,
  };
  const { items, next } = paginate(all, request, "InvalidInputException");
  return { items, NextToken: next };
}

function arn(organization: Organization, path: string): string {
  return `arn:aws:organizations::${organization.managementId}:${path}`;
}

function describeAccount(organization: Organization, account: Account): api.Account {
  return {
    Id: account.id,
    Arn: accountArn(organization, account.id),
    Email: account.email,
    Name: account.name,
    Status: account.state,
    State: account.state,
    Paths: [`${organization.id}/${pathOf(organization, account).join("/")}/`],
    JoinedMethod: account.id === organization.managementId ? "INVITED" : "CREATED",
    JoinedTimestamp: joinedAt(account),
  };
}

function summary(organization: Organization, policy: Guardrail): api.PolicySummary {
  const owner = policy.awsManaged ? "aws" : organization.managementId;
  const path = policy.awsManaged ? "" : `${organization.id}/`;
  return {
    Id: policy.id,
    Arn: `arn:aws:organizations::${owner}:policy/${path}service_control_policy/${policy.id}`,
    Name: policy.name,
    Description: policy.description,
    Type: "SERVICE_CONTROL_POLICY",
    AwsManaged: policy.awsManaged,
  };
}

function findPolicy(organization: Organization, id: string | undefined): Guardrail {
  const policy = organization.policies.find((one) => one.id === id);
  if (policy === undefined)
    throw new ApiError("PolicyNotFoundException", 400, "We can't find a policy with that ID.");
  return policy;
}

function targets(organization: Organization, policy: Guardrail): api.PolicyTargetSummary[] {
  const everywhere = policy.id === "p-FullAWSAccess" ? [...organization.accounts.keys()] : [];
  return [...policy.targets, ...everywhere].map((id) => {
    const unit = organization.units.find((one) => one.id === id);
    const account = organization.accounts.get(id);
    if (account)
      return { TargetId: id, Arn: accountArn(organization, id), Name: account.name, Type: "ACCOUNT" };
    const path = unit ? `ou/${organization.id}/${id}` : `root/${organization.id}/${id}`;
    const Type = unit ? "ORGANIZATIONAL_UNIT" : "ROOT";
    return { TargetId: id, Arn: arn(organization, path), Name: unit?.name ?? "Root", Type };
  });
}

function parentOf(organization: Organization, child: string | undefined): api.Parent {
  const parentId =
    organization.accounts.get(child ?? "")?.parentId ??
    organization.units.find(({ id }) => id === child)?.parentId;
  if (parentId === undefined)
    throw new ApiError("ChildNotFoundException", 400, "You specified a child that doesn't exist.");
  return { Id: parentId, Type: parentId === organization.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT" };
}

function requireParent(organization: Organization, id: string | undefined): void {
  if (id === organization.rootId || organization.units.some((unit) => unit.id === id)) return;
  throw new ApiError("ParentNotFoundException", 400, "You specified parent that doesn't exist.");
}

function policiesFor(context: CallContext, type: string | undefined): api.PolicySummary[] {
  const { organization } = context.world;
  if (type !== "SERVICE_CONTROL_POLICY") return [];
  return organization.policies.map((policy) => summary(organization, policy));
}

function policyTypes({ features }: Organization): api.PolicyTypeSummary[] {
  return features === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [];
}

function tagsOf(context: CallContext, id: string | undefined): api.Tag[] {
  const account = context.world.organization.accounts.get(id ?? "");
  if (account === undefined) return [];
  const environment = /-(prod|staging|dev)/.exec(account.name)?.[1] ?? account.kind;
  return [
    { Key: "environment", Value: environment },
    { Key: "owner", Value: `${account.name.split("-")[0]}-team` },
  ];
}

export const organizations: Service = {
  name: "organizations",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "TooManyRequestsException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  guard(context) {
    const { world, account } = context;
    const { managementId, securityId } = world.organization;
    if ([managementId, securityId].includes(account.id)) return;
    if (delegatedServices(world, account.id).length > 0) return;
    const message = "You don't have permissions to access this resource.";
    throw new ApiError(denied(organizations, "*", context.principalArn).code, 400, message);
  },
  operations: {
    DescribeOrganization(
      _input: api.DescribeOrganizationCommandInput,
      { world },
    ): api.DescribeOrganizationResponse {
      const { organization } = world;
      return {
        Organization: {
          Id: organization.id,
          Arn: arn(organization, `organization/${organization.id}`),
          FeatureSet: organization.features,
          MasterAccountArn: accountArn(organization, organization.managementId),
          MasterAccountId: organization.managementId,
          MasterAccountEmail: organization.accounts.get(organization.managementId)?.email,
          AvailablePolicyTypes: policyTypes(organization),
        },
      };
    },
    ListAccounts(input: api.ListAccountsRequest, { world }): api.ListAccountsResponse {
      const { items, NextToken } = page([...world.organization.accounts.values()], input, "accounts");
      return { Accounts: items.map((account) => describeAccount(world.organization, account)), NextToken };
    },
    ListRoots(_input: api.ListRootsRequest, { world }): api.ListRootsResponse {
      const { organization } = world;
      const Arn = arn(organization, `root/${organization.id}/${organization.rootId}`);
      const PolicyTypes = policyTypes(organization);
      return { Roots: [{ Id: organization.rootId, Arn, Name: "Root", PolicyTypes }] };
    },
    ListOrganizationalUnitsForParent(
      input: api.ListOrganizationalUnitsForParentRequest,
      { world },
    ): api.ListOrganizationalUnitsForParentResponse {
      const { organization } = world;
      requireParent(organization, input.ParentId);
      const units = organization.units.filter((unit) => unit.parentId === input.ParentId);
      const { items, NextToken } = page(units, input, `units/${input.ParentId}`);
      const OrganizationalUnits = items.map(({ id, name }) => ({
        Id: id,
        Arn: arn(organization, `ou/${organization.id}/${id}`),
        Name: name,
      }));
      return { OrganizationalUnits, NextToken };
    },
    ListAccountsForParent(
      input: api.ListAccountsForParentRequest,
      { world },
    ): api.ListAccountsForParentResponse {
      const { organization } = world;
      requireParent(organization, input.ParentId);
      const inside = [...organization.accounts.values()].filter(
        ({ parentId }) => parentId === input.ParentId,
      );
      const { items, NextToken } = page(inside, input, `accounts/${input.ParentId}`);
      return { Accounts: items.map((account) => describeAccount(organization, account)), NextToken };
    },
    ListParents(input: api.ListParentsRequest, { world }): api.ListParentsResponse {
      return { Parents: [parentOf(world.organization, input.ChildId)] };
    },
    ListPolicies(input: api.ListPoliciesRequest, context): api.ListPoliciesResponse {
      const { items, NextToken } = page(
        policiesFor(context, input.Filter),
        input,
        `policies/${input.Filter}`,
      );
      return { Policies: items, NextToken };
    },
    DescribePolicy(input: api.DescribePolicyRequest, { world }): api.DescribePolicyResponse {
      const policy = findPolicy(world.organization, input.PolicyId);
      return { Policy: { PolicySummary: summary(world.organization, policy), Content: policy.document } };
    },
    ListTargetsForPolicy(
      input: api.ListTargetsForPolicyRequest,
      { world },
    ): api.ListTargetsForPolicyResponse {
      const all = targets(world.organization, findPolicy(world.organization, input.PolicyId));
      const { items, NextToken } = page(all, input, `targets/${input.PolicyId}`);
      return { Targets: items, NextToken };
    },
    ListDelegatedAdministrators(
      input: api.ListDelegatedAdministratorsRequest,
      { world },
    ): api.ListDelegatedAdministratorsResponse {
      const { organization } = world;
      const delegates = [...organization.accounts.values()].filter(({ id }) => {
        const services = delegatedServices(world, id);
        return services.some((each) => each === (input.ServicePrincipal ?? each));
      });
      return {
        DelegatedAdministrators: delegates.map((account) => ({
          ...describeAccount(organization, account),
          DelegationEnabledDate: instant(account.joined + 1, 0),
        })),
      };
    },
    ListDelegatedServicesForAccount(
      input: api.ListDelegatedServicesForAccountRequest,
      { world },
    ): api.ListDelegatedServicesForAccountResponse {
      const { organization } = world;
      const account = organization.accounts.get(input.AccountId ?? "");
      const services = account === undefined ? [] : delegatedServices(world, account.id);
      if (account === undefined || services.length === 0) {
        const message = "The account isn't a delegated administrator.";
        throw new ApiError("AccountNotRegisteredException", 400, message);
      }
      const DelegationEnabledDate = instant(account.joined + 1, 0);
      return {
        DelegatedServices: services.map((ServicePrincipal) => ({
          ServicePrincipal,
          DelegationEnabledDate,
        })),
      };
    },
    ListTagsForResource(input: api.ListTagsForResourceRequest, context): api.ListTagsForResourceResponse {
      return { Tags: tagsOf(context, input.ResourceId) };
    },
  },
};
