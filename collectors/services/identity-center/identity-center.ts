import { IdentitystoreClient, paginateListUsers } from "@aws-sdk/client-identitystore";
import {
  type AccountAssignment,
  DescribePermissionSetCommand,
  type InstanceMetadata,
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListInstances,
  paginateListPermissionSets,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";

/** Under half of 20 a second for all together: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const budgets = { "*": { rate: 8, burst: 10 } };

const pageSize = 100;
const gone = ["ResourceNotFoundException"];

/** An instance lives in one Region and there is one for an Organization: asking ends where it is found. */
const instances = factRead({
  yields: ["identity-center.instance"],
  operations: ["sso:ListInstances"],
  async *collect(context) {
    for (const region of [...context.enabledRegions, ...context.otherRegions]) {
      const client = context.client(SSOAdminClient, region);
      const found: InstanceMetadata[] = [];
      for await (const page of paginateListInstances({ client, pageSize }, {}))
        found.push(...(page.Instances ?? []));
      for (const instance of found) {
        const arn = need(instance.InstanceArn, "ListInstances InstanceArn");
        yield {
          kind: "identity-center.instance",
          resourceId: arn,
          payload: {
            arn,
            identityStoreId: need(instance.IdentityStoreId, "ListInstances IdentityStoreId"),
            ownerAccountId: instance.OwnerAccountId ?? null,
            status: instance.Status ?? "ACTIVE",
            // An instance that was replicated is listed in every Region it has been added to.
            region: instance.PrimaryRegion ?? region,
          },
        };
      }
      if (found.length > 0) return;
    }
  },
});

interface Place {
  readonly client: SSOAdminClient;
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

async function permissionSetsOf(context: ReadContext<"identity-center.instance">): Promise<Place[]> {
  const places: Place[] = [];
  for (const { payload } of context.needed("identity-center.instance")) {
    const client = context.client(SSOAdminClient, payload.region);
    const InstanceArn = payload.arn;
    for await (const page of paginateListPermissionSets({ client, pageSize }, { InstanceArn }))
      for (const PermissionSetArn of page.PermissionSets ?? [])
        places.push({ client, InstanceArn, PermissionSetArn });
  }
  return places;
}

const permissionSets = factRead({
  yields: ["identity-center.permission-set"],
  operations: ["sso:ListPermissionSets", "sso:DescribePermissionSet"],
  needs: ["identity-center.instance"],
  async *collect(context) {
    yield* context.each(
      await permissionSetsOf(context),
      { resourceId: (place) => place.PermissionSetArn, gone },
      async ({ client, InstanceArn, PermissionSetArn }) => {
        const answer = await client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
        const set = need(answer.PermissionSet, "DescribePermissionSet PermissionSet");
        return {
          kind: "identity-center.permission-set" as const,
          resourceId: PermissionSetArn,
          payload: {
            arn: PermissionSetArn,
            instanceArn: InstanceArn,
            name: need(set.Name, "DescribePermissionSet PermissionSet.Name"),
            // https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
            sessionDuration: set.SessionDuration ?? "PT1H",
          },
        };
      },
    );
  },
});

async function assignmentsIn(
  client: SSOAdminClient,
  place: { InstanceArn: string; PermissionSetArn: string; AccountId: string },
): Promise<AccountAssignment[]> {
  const found: AccountAssignment[] = [];
  for await (const page of paginateListAccountAssignments({ client, pageSize }, { ...place }))
    found.push(...(page.AccountAssignments ?? []));
  return found;
}

/** Lists the permission sets by itself: a read sees only what reads without needs of their own yielded. */
const assignments = factRead({
  yields: ["identity-center.assignment"],
  operations: [
    "sso:ListPermissionSets",
    "sso:ListAccountsForProvisionedPermissionSet",
    "sso:ListAccountAssignments",
  ],
  needs: ["identity-center.instance"],
  // A call for every permission set in every account that has it: thousands in a large Organization.
  renewAfterHours: 12,
  async *collect(context) {
    const ofSets = context.each(
      await permissionSetsOf(context),
      { resourceId: (place) => place.PermissionSetArn, gone },
      async ({ client, InstanceArn, PermissionSetArn }) => {
        const facts = [];
        const set = { InstanceArn, PermissionSetArn };
        for await (const page of paginateListAccountsForProvisionedPermissionSet(
          { client, pageSize },
          { ...set },
        ))
          for (const AccountId of page.AccountIds ?? []) {
            // An account that left meanwhile takes only its own assignments along.
            const listed = await context.absent(gone, () => assignmentsIn(client, { ...set, AccountId }));
            for (const assignment of listed ?? []) {
              const principalType = need(assignment.PrincipalType, "AccountAssignment.PrincipalType");
              const principalId = need(assignment.PrincipalId, "AccountAssignment.PrincipalId");
              facts.push({
                kind: "identity-center.assignment" as const,
                resourceId: `${PermissionSetArn}#${AccountId}/${principalType}/${principalId}`,
                payload: {
                  permissionSetArn: PermissionSetArn,
                  accountId: AccountId,
                  principalType,
                  principalId,
                },
              });
            }
          }
        return facts;
      },
    );
    for await (const facts of ofSets) yield* facts;
  },
});

const users = factRead({
  yields: ["identity-center.user"],
  operations: ["identitystore:ListUsers"],
  needs: ["identity-center.instance"],
  async *collect(context) {
    for (const { payload } of context.needed("identity-center.instance")) {
      const client = context.client(IdentitystoreClient, payload.region);
      const IdentityStoreId = payload.identityStoreId;
      for await (const page of paginateListUsers({ client, pageSize }, { IdentityStoreId }))
        for (const user of page.Users ?? []) {
          const userId = need(user.UserId, "ListUsers User.UserId");
          yield {
            kind: "identity-center.user",
            resourceId: `arn:${context.partition}:identitystore:::user/${userId}`,
            payload: {
              userId,
              identityStoreId: IdentityStoreId,
              externalIssuers: sorted(new Set((user.ExternalIds ?? []).map((each) => each.Issuer))),
            },
          };
        }
    }
  },
});

/** Read in the account that administers Identity Center: the delegated one, else the management account. */
export const identityCenter = defineCollector({
  service: "sso",
  scope: "organization",
  budgets,
  reads: [instances, permissionSets, assignments, users],
});
