import {
  type Account,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListRootsCommand,
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListDelegatedAdministrators,
  paginateListDelegatedServicesForAccount,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTargetsForPolicy,
  type Root,
} from "@aws-sdk/client-organizations";
import { instant, MalformedAnswer, need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { accountStates } from "#lib/inventory/organizations.ts";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html: at most half of it. */
const budgets = {
  "organizations:DescribeOrganization": { rate: 0.5, burst: 1 },
  "organizations:ListRoots": { rate: 0.5, burst: 1 },
  "organizations:DescribePolicy": { rate: 1, burst: 1 },
  "organizations:ListOrganizationalUnitsForParent": { rate: 2.5, burst: 4 },
  "organizations:ListAccountsForParent": { rate: 2.5, burst: 4 },
  "organizations:ListPolicies": { rate: 2.5, burst: 4 },
  "organizations:ListTargetsForPolicy": { rate: 2.5, burst: 4 },
  "organizations:ListDelegatedServicesForAccount": { rate: 2.5, burst: 4 },
  "*": { rate: 1, burst: 1 },
};

async function rootOf(client: OrganizationsClient): Promise<Root> {
  const { Roots } = await client.send(new ListRootsCommand({}));
  return need(Roots?.[0], "ListRoots Roots[0]");
}

function stateOf(account: Account): (typeof accountStates)[number] {
  const state = account.State ?? account.Status;
  const known = accountStates.find((each) => each === state);
  if (known === undefined) throw new MalformedAnswer("Account.State", `is ${state}`);
  return known;
}

const organization = factRead({
  yields: ["organizations.organization"],
  operations: ["organizations:DescribeOrganization", "organizations:ListRoots"],
  async *collect(context) {
    const client = context.client(OrganizationsClient);
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    const root = await rootOf(client);
    const id = need(Organization?.Id, "DescribeOrganization Organization.Id");
    yield {
      kind: "organizations.organization",
      resourceId: need(Organization?.Arn, "DescribeOrganization Organization.Arn"),
      payload: {
        id,
        managementAccountId: need(Organization?.MasterAccountId, "Organization.MasterAccountId"),
        featureSet: need(Organization?.FeatureSet, "Organization.FeatureSet"),
        rootId: need(root.Id, "ListRoots Root.Id"),
        enabledPolicyTypes: sorted(
          (root.PolicyTypes ?? []).filter((type) => type.Status === "ENABLED").map((type) => type.Type),
        ),
      },
    };
  },
});

/** A root or organizational unit whose children are still to be listed. */
interface Parent {
  readonly id: string;
  readonly name: string;
  readonly arn: string | undefined;
  readonly parentId: string | null;
  readonly path: string;
}

/** The tree from the root down; listing accounts by parent gives their place without a call for each. */
const tree = factRead({
  yields: ["organizations.organizational-unit", "organizations.account"],
  operations: [
    "organizations:ListRoots",
    "organizations:ListOrganizationalUnitsForParent",
    "organizations:ListAccountsForParent",
  ],
  async *collect(context) {
    const client = context.client(OrganizationsClient);
    const root = await rootOf(client);
    const rootId = need(root.Id, "ListRoots Root.Id");
    const open: Parent[] = [
      { id: rootId, name: root.Name ?? "Root", arn: root.Arn, parentId: null, path: rootId },
    ];
    for (let parent = open.shift(); parent !== undefined; parent = open.shift()) {
      const { id, name, parentId, path } = parent;
      yield {
        kind: "organizations.organizational-unit",
        resourceId: parent.arn ?? id,
        payload: { id, name, parentId, path },
      };
      const under = { ParentId: id };
      for await (const page of paginateListOrganizationalUnitsForParent(
        { client, pageSize: 20 },
        { ...under },
      ))
        for (const unit of page.OrganizationalUnits ?? []) {
          const unitId = need(unit.Id, "ListOrganizationalUnitsForParent OrganizationalUnit.Id");
          const unitName = need(unit.Name, "OrganizationalUnit.Name");
          open.push({
            id: unitId,
            name: unitName,
            arn: unit.Arn,
            parentId: id,
            path: `${path}/${unitId}`,
          });
        }
      for await (const page of paginateListAccountsForParent({ client, pageSize: 20 }, { ...under }))
        for (const account of page.Accounts ?? [])
          yield {
            kind: "organizations.account",
            resourceId: need(account.Arn, "ListAccountsForParent Account.Arn"),
            payload: {
              id: need(account.Id, "Account.Id"),
              name: account.Name ?? need(account.Id, "Account.Id"),
              email: account.Email ?? "",
              state: stateOf(account),
              parentId: id,
              ouPath: path,
              joinedAt: instant(account.JoinedTimestamp),
            },
          };
    }
  },
});

const policies = factRead({
  yields: ["organizations.policy"],
  operations: [
    "organizations:ListPolicies",
    "organizations:DescribePolicy",
    "organizations:ListTargetsForPolicy",
  ],
  async *collect(context) {
    const client = context.client(OrganizationsClient);
    const listed = [];
    for await (const page of paginateListPolicies(
      { client, pageSize: 20 },
      { Filter: "SERVICE_CONTROL_POLICY" },
    ))
      listed.push(...(page.Policies ?? []));
    yield* context.each(
      listed,
      { resourceId: (policy) => policy.Arn ?? policy.Id ?? "", gone: ["PolicyNotFoundException"] },
      async (summary) => {
        const PolicyId = need(summary.Id, "ListPolicies Policy.Id");
        const targetIds: (string | undefined)[] = [];
        const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
        for await (const page of paginateListTargetsForPolicy({ client, pageSize: 20 }, { PolicyId }))
          targetIds.push(...(page.Targets ?? []).map((target) => target.TargetId));
        return {
          kind: "organizations.policy" as const,
          resourceId: need(summary.Arn, "ListPolicies Policy.Arn"),
          payload: {
            id: PolicyId,
            arn: need(summary.Arn, "ListPolicies Policy.Arn"),
            name: summary.Name ?? PolicyId,
            type: need(summary.Type, "ListPolicies Policy.Type"),
            awsManaged: summary.AwsManaged ?? false,
            document: need(Policy?.Content, "DescribePolicy Policy.Content"),
            targetIds: sorted(targetIds),
          },
        };
      },
    );
  },
});

const delegatedAdministrators = factRead({
  yields: ["organizations.delegated-administrator"],
  operations: ["organizations:ListDelegatedAdministrators", "organizations:ListDelegatedServicesForAccount"],
  async *collect(context) {
    const client = context.client(OrganizationsClient);
    for await (const page of paginateListDelegatedAdministrators({ client, pageSize: 20 }, {}))
      for (const administrator of page.DelegatedAdministrators ?? []) {
        const AccountId = need(administrator.Id, "ListDelegatedAdministrators Id");
        const services: (string | undefined)[] = [];
        for await (const each of paginateListDelegatedServicesForAccount(
          { client, pageSize: 20 },
          { AccountId },
        ))
          services.push(...(each.DelegatedServices ?? []).map((service) => service.ServicePrincipal));
        yield {
          kind: "organizations.delegated-administrator",
          resourceId: administrator.Arn ?? AccountId,
          payload: { accountId: AccountId, services: sorted(services) },
        };
      }
  },
});

export const organizations = defineCollector({
  service: "organizations",
  scope: "organization",
  budgets,
  reads: [organization, tree, policies, delegatedAdministrators],
});
