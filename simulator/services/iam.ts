import type * as api from "@aws-sdk/client-iam";
import * as sdk from "@aws-sdk/client-iam";
import { instant } from "../model/calendar.ts";
import { credentialReport } from "../model/credential-report.ts";
import { Dice } from "../model/dice.ts";
import { type Group, type Identity, identityOf } from "../model/identity.ts";
import { joinedAt } from "../model/organization.ts";
import type { ManagedPolicy, PolicyDocument } from "../model/policies.ts";
import type { RoleModel } from "../model/roles.ts";
import type { User } from "../model/users.ts";
import { awsQuery } from "../protocols/query.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";
import {
  accessKeyLastUsed,
  generateLastAccessed,
  lastAccessedDetails,
  listAccessKeys,
  organizationsFeatures,
} from "./iam-usage.ts";

function encoded(document: object): string {
  return encodeURIComponent(JSON.stringify(document));
}

function inlineDetail(policies: readonly PolicyDocument[]): api.PolicyDetail[] {
  return policies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: encoded(document) }));
}

function attachedDetail(policies: readonly ManagedPolicy[]): api.AttachedPolicy[] {
  return policies.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
}

function userDetail(identity: Identity, user: User): api.UserDetail {
  const inline = identity.userInline.get(user.name);
  const managed = identity.userManaged.get(user.name);
  return {
    Path: "/",
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.created,
    UserPolicyList: inlineDetail(inline ? [inline] : []),
    GroupList: [user.name.includes(".") ? "engineers" : "machines"],
    AttachedManagedPolicies: attachedDetail(managed ? [managed] : []),
    Tags: [],
  };
}

function groupDetail(group: Group, created: Date): api.GroupDetail {
  return {
    Path: "/",
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: created,
    GroupPolicyList: inlineDetail(group.inline),
    AttachedManagedPolicies: attachedDetail(group.managed),
  };
}

function roleDetail(role: RoleModel, accountId: string): api.RoleDetail {
  const profile = {
    Path: role.path,
    InstanceProfileName: role.name,
    InstanceProfileId: `AIPA${new Dice(role.arn).letters(17)}`,
    Arn: `arn:aws:iam::${accountId}:instance-profile/${role.name}`,
    CreateDate: role.created,
    Roles: [
      { Path: role.path, RoleName: role.name, RoleId: role.id, Arn: role.arn, CreateDate: role.created },
    ],
  };
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.created,
    AssumeRolePolicyDocument: encoded(role.trust),
    InstanceProfileList: role.instanceProfile ? [profile] : [],
    RolePolicyList: inlineDetail(role.inline),
    AttachedManagedPolicies: attachedDetail(role.managed),
    ...(role.boundary && {
      PermissionsBoundary: {
        PermissionsBoundaryType: "PermissionsBoundaryPolicy",
        PermissionsBoundaryArn: role.boundary.arn,
      },
    }),
    RoleLastUsed: role.used ? { LastUsedDate: role.used, Region: "us-east-1" } : {},
    Tags: [],
  };
}

function policyDetail(identity: Identity, policy: ManagedPolicy, created: Date): api.ManagedPolicyDetail {
  const holders = [
    ...[...identity.groups, ...identity.roles].map(({ managed }) => managed),
    ...[...identity.userManaged.values()].map((managed) => [managed]),
  ].filter((managed) => managed.some(({ arn }) => arn === policy.arn));
  const bounded = identity.roles.filter(({ boundary }) => boundary?.arn === policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: `ANPA${new Dice(policy.arn).letters(17)}`,
    Arn: policy.arn,
    Path: policy.arn.includes("/service-role/") ? "/service-role/" : "/",
    DefaultVersionId: "v1",
    AttachmentCount: holders.length,
    PermissionsBoundaryUsageCount: bounded.length,
    IsAttachable: true,
    CreateDate: created,
    UpdateDate: created,
    PolicyVersionList: [
      { VersionId: "v1", IsDefaultVersion: true, CreateDate: created, Document: encoded(policy.document) },
    ],
  };
}

type Entry = { kind: string } & (
  | { user: User }
  | { group: Group }
  | { role: RoleModel }
  | { policy: ManagedPolicy }
);

function authorizationDetails(
  input: api.GetAccountAuthorizationDetailsRequest,
  { world, account }: CallContext,
): api.GetAccountAuthorizationDetailsResponse {
  const identity = identityOf(world, account);
  const created = joinedAt(account);
  const entries: Entry[] = [
    ...identity.users.map((user) => ({ kind: "User", user })),
    ...identity.groups.map((group) => ({ kind: "Group", group })),
    ...identity.roles.map((role) => ({ kind: "Role", role })),
    ...identity.policies.map((policy) => ({
      kind: policy.awsManaged ? "AWSManagedPolicy" : "LocalManagedPolicy",
      policy,
    })),
  ];
  const wanted = new Set<string>(input.Filter ?? []);
  const chosen = wanted.size === 0 ? entries : entries.filter(({ kind }) => wanted.has(kind));
  const { items, next } = paginate(chosen, {
    token: input.Marker,
    size: input.MaxItems,
    largest: 1000,
    usual: 100,
    invalidToken: "InvalidInput",
    scope: `details/${account.id}`,
  });
  return {
    UserDetailList: items.flatMap((entry) => ("user" in entry ? [userDetail(identity, entry.user)] : [])),
    GroupDetailList: items.flatMap((entry) => ("group" in entry ? [groupDetail(entry.group, created)] : [])),
    RoleDetailList: items.flatMap((entry) => ("role" in entry ? [roleDetail(entry.role, account.id)] : [])),
    Policies: items.flatMap((entry) =>
      "policy" in entry ? [policyDetail(identity, entry.policy, created)] : [],
    ),
    IsTruncated: next !== undefined,
    Marker: next,
  };
}

function generateReport({ account, memory }: CallContext): api.GenerateCredentialReportResponse {
  const key = `report/${account.id}`;
  const asked = memory.get(key);
  memory.set(key, (asked ?? 0) + 1);
  if (asked === undefined)
    return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
  return { State: "COMPLETE" };
}

function getReport({ world, account, memory }: CallContext): api.GetCredentialReportResponse {
  const key = `report/${account.id}`;
  if (!memory.has(key)) {
    throw new ApiError(
      "ReportNotPresent",
      410,
      "No report is present. Use GenerateCredentialReport to generate one.",
    );
  }
  const fetched = `${key}/fetched`;
  if (memory.get(key) === 1 && !memory.has(fetched)) {
    memory.set(fetched, 1);
    throw new ApiError("ReportInProgress", 404, "The credential report is still being generated.");
  }
  const { root, users } = identityOf(world, account);
  return {
    Content: new TextEncoder().encode(credentialReport(account, root, users)),
    ReportFormat: "text/csv",
    GeneratedTime: instant(world.day, 300),
  };
}

function accountSummary({ world, account }: CallContext): api.GetAccountSummaryResponse {
  const { root, users, groups, roles, policies } = identityOf(world, account);
  const withMfa = users.filter((user) => user.mfa).length + (root.mfa === "none" ? 0 : 1);
  return {
    SummaryMap: {
      Users: users.length,
      Groups: groups.length,
      Roles: roles.length,
      Policies: policies.filter((policy) => !policy.awsManaged).length,
      MFADevices: withMfa,
      MFADevicesInUse: withMfa,
      AccountMFAEnabled: root.mfa === "none" ? 0 : 1,
      AccountAccessKeysPresent: root.keys ? 1 : 0,
      AccountPasswordPresent: root.password ? 1 : 0,
      AccountSigningCertificatesPresent: 0,
    },
  };
}

function virtualDevices(
  input: api.ListVirtualMFADevicesRequest,
  { world, account }: CallContext,
): api.ListVirtualMFADevicesResponse {
  const { root, users } = identityOf(world, account);
  const rootArn = `arn:aws:iam::${account.id}:root`;
  const device = (name: string, user: api.User): api.VirtualMFADevice => ({
    SerialNumber: `arn:aws:iam::${account.id}:mfa/${name}`,
    User: user,
    EnableDate: user.CreateDate,
  });
  const rootUser = {
    Path: "/",
    UserName: "root",
    UserId: account.id,
    Arn: rootArn,
    CreateDate: joinedAt(account),
  };
  const all: api.VirtualMFADevice[] = [
    ...(root.mfa === "virtual" ? [device("root-account-mfa-device", rootUser)] : []),
    ...users
      .filter((user) => user.mfa)
      .map((user) =>
        device(user.name, {
          Path: "/",
          UserName: user.name,
          UserId: user.id,
          Arn: user.arn,
          CreateDate: user.created,
        }),
      ),
    { SerialNumber: `arn:aws:iam::${account.id}:mfa/spare` },
  ];
  const chosen = all.filter(({ User }) => {
    if (input.AssignmentStatus === "Assigned") return User !== undefined;
    return input.AssignmentStatus !== "Unassigned" || User === undefined;
  });
  const request = {
    token: input.Marker,
    size: input.MaxItems,
    largest: 1000,
    usual: 100,
    invalidToken: "InvalidInput",
  };
  const { items, next } = paginate(chosen, { ...request, scope: `mfa/${account.id}` });
  return { VirtualMFADevices: items, IsTruncated: next !== undefined, Marker: next };
}

export const iam: Service = {
  name: "iam",
  sdk,
  protocol: awsQuery,
  xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  errors: {
    denied: "AccessDenied",
    throttled: "Throttling",
    throttledStatus: 400,
    unknownOperation: "InvalidAction",
  },
  operations: {
    GetAccountAuthorizationDetails: authorizationDetails,
    GenerateCredentialReport: (_input: object, context) => generateReport(context),
    GetCredentialReport: (_input: object, context) => getReport(context),
    GetAccountSummary: (_input: object, context) => accountSummary(context),
    ListVirtualMFADevices: virtualDevices,
    ListAccessKeys: listAccessKeys,
    GetAccessKeyLastUsed: accessKeyLastUsed,
    GenerateServiceLastAccessedDetails: generateLastAccessed,
    GetServiceLastAccessedDetails: lastAccessedDetails,
    ListOrganizationsFeatures: organizationsFeatures,
    ListAccountAliases: (
      _input: api.ListAccountAliasesRequest,
      { account },
    ): api.ListAccountAliasesResponse => ({
      AccountAliases: [`acme-${account.name}`],
      IsTruncated: false,
    }),
  },
};
