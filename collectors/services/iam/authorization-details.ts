import type {
  AttachedPolicy,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from "@aws-sdk/client-iam";
import { day, instant, MalformedAnswer, need, sorted } from "#collectors/runtime/decode.ts";
import type { Emission } from "#collectors/runtime/define.ts";

type Decoded = Generator<Emission<"iam.user" | "iam.group" | "iam.role" | "iam.policy">>;

/** GetAccountAuthorizationDetails sends documents URL-encoded (RFC 3986). */
function document(encoded: string | undefined, field: string): string {
  try {
    return decodeURIComponent(need(encoded, field));
  } catch (error) {
    if (error instanceof URIError) throw new MalformedAnswer(field, "is not URL-encoded");
    throw error;
  }
}

function arnsOf(attached: readonly AttachedPolicy[] | undefined): string[] {
  return sorted((attached ?? []).map((policy) => policy.PolicyArn));
}

function* inlinePolicies(principalArn: string, policies: readonly PolicyDetail[] | undefined): Decoded {
  for (const policy of policies ?? []) {
    const name = need(policy.PolicyName, "PolicyDetail.PolicyName");
    yield {
      kind: "iam.policy",
      resourceId: `${principalArn}#${name}`,
      payload: {
        name,
        type: "inline",
        document: document(policy.PolicyDocument, "PolicyDetail.PolicyDocument"),
        attachmentCount: 1,
        principalArn,
      },
    };
  }
}

/** A user and its inline policies. */
export function* decodeUser(user: UserDetail): Decoded {
  const arn = need(user.Arn, "UserDetail.Arn");
  yield {
    kind: "iam.user",
    resourceId: arn,
    payload: {
      arn,
      name: need(user.UserName, "UserDetail.UserName"),
      id: need(user.UserId, "UserDetail.UserId"),
      createdAt: need(instant(user.CreateDate), "UserDetail.CreateDate"),
      groups: sorted(user.GroupList ?? []),
      attachedPolicyArns: arnsOf(user.AttachedManagedPolicies),
      boundaryArn: user.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    },
  };
  yield* inlinePolicies(arn, user.UserPolicyList);
}

/** A group and its inline policies. */
export function* decodeGroup(group: GroupDetail): Decoded {
  const arn = need(group.Arn, "GroupDetail.Arn");
  yield {
    kind: "iam.group",
    resourceId: arn,
    payload: {
      arn,
      name: need(group.GroupName, "GroupDetail.GroupName"),
      attachedPolicyArns: arnsOf(group.AttachedManagedPolicies),
    },
  };
  yield* inlinePolicies(arn, group.GroupPolicyList);
}

/** A role and its inline policies. */
export function* decodeRole(role: RoleDetail): Decoded {
  const arn = need(role.Arn, "RoleDetail.Arn");
  yield {
    kind: "iam.role",
    resourceId: arn,
    payload: {
      arn,
      name: need(role.RoleName, "RoleDetail.RoleName"),
      id: need(role.RoleId, "RoleDetail.RoleId"),
      path: role.Path ?? "/",
      createdAt: need(instant(role.CreateDate), "RoleDetail.CreateDate"),
      trustPolicy: document(role.AssumeRolePolicyDocument, "RoleDetail.AssumeRolePolicyDocument"),
      attachedPolicyArns: arnsOf(role.AttachedManagedPolicies),
      boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
      lastUsedOn: day(role.RoleLastUsed?.LastUsedDate),
    },
  };
  yield* inlinePolicies(arn, role.RolePolicyList);
}

/** A managed policy in its default version; AWS's own only where something carries it or is bounded by it. */
export function* decodePolicy(policy: ManagedPolicyDetail): Decoded {
  const arn = need(policy.Arn, "ManagedPolicyDetail.Arn");
  const awsManaged = arn.split(":")[4] === "aws";
  const attachmentCount = policy.AttachmentCount ?? 0;
  const inUse = attachmentCount > 0 || (policy.PermissionsBoundaryUsageCount ?? 0) > 0;
  if (awsManaged && !inUse) return;
  const version = (policy.PolicyVersionList ?? []).find((each) => each.IsDefaultVersion);
  yield {
    kind: "iam.policy",
    resourceId: arn,
    payload: {
      name: policy.PolicyName ?? arn,
      type: awsManaged ? "aws" : "customer",
      document: document(version?.Document, "ManagedPolicyDetail.PolicyVersionList[default].Document"),
      attachmentCount,
      principalArn: null,
    },
  };
}
