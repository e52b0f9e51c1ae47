import {
  BatchGetAccountStatusCommand,
  type CoveredResource,
  Inspector2Client,
  paginateListCoverage,
  paginateListFindings,
} from "@aws-sdk/client-inspector2";
import { distinct, need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, findingRead, type ReadContext } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { decodeReachability } from "./decode-finding.ts";

/** AWS publishes no request limits for Inspector's reads. */
const budgets = { "*": { rate: 5, burst: 10 } };

type Coverage = PayloadOf<"inspector.coverage">;

const equals = (value: string) => [{ comparison: "EQUALS" as const, value }];

/** Where Inspector is off its lists are refused as if permission lacked; only its status says which. */
async function statusOf(context: ReadContext): Promise<Pick<Coverage, "status" | "scans">> {
  const client = context.client(Inspector2Client);
  const { accounts } = await client.send(
    new BatchGetAccountStatusCommand({ accountIds: [context.accountId] }),
  );
  const account = need(accounts?.[0], "BatchGetAccountStatus accounts[0]");
  return {
    status: need(account.state?.status, "BatchGetAccountStatus accounts[0].state.status"),
    scans: Object.entries(account.resourceState ?? {})
      .filter(([, state]) => state?.status === "ENABLED")
      .map(([scan]) => scan)
      .sort(),
  };
}

/** How many resources of each type have which status: stable where single resources come and go. */
export function countCoverage(resources: readonly CoveredResource[]): Coverage["resources"] {
  const counts = new Map<string, Coverage["resources"][number]>();
  for (const resource of distinct(resources, ({ resourceId, scanType }) => `${resourceId} ${scanType}`)) {
    const group = {
      resourceType: need(resource.resourceType, "CoveredResource.resourceType"),
      scanType: need(resource.scanType, "CoveredResource.scanType"),
      status: resource.scanStatus?.statusCode ?? "INACTIVE",
      reason: resource.scanStatus?.reason ?? "UNKNOWN",
    };
    const key = Object.values(group).join(" ");
    counts.set(key, { ...group, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

const coverage = factRead({
  yields: ["inspector.coverage"],
  operations: ["inspector2:BatchGetAccountStatus", "inspector2:ListCoverage"],
  async *collect(context) {
    const { status, scans } = await statusOf(context);
    const resources: CoveredResource[] = [];
    if (status === "ENABLED") {
      const client = context.client(Inspector2Client);
      // An administrator's list holds its members' resources too.
      const filterCriteria = { accountId: equals(context.accountId) };
      for await (const page of paginateListCoverage({ client, pageSize: 200 }, { filterCriteria }))
        resources.push(...(page.coveredResources ?? []));
    }
    yield {
      kind: "inspector.coverage",
      resourceId: `region/${context.region}`,
      payload: { status, scans, resources: countCoverage(resources) },
    };
  },
});

/** Open network paths from outside; the administrator lists those of all its members. */
function reachability(ofOneAccount: boolean) {
  return findingRead({
    yields: ["inspector.finding"],
    operations: ["inspector2:BatchGetAccountStatus", "inspector2:ListFindings"],
    async *findings(context) {
      if ((await statusOf(context)).status !== "ENABLED") return;
      const client = context.client(Inspector2Client);
      const filterCriteria = {
        findingType: equals("NETWORK_REACHABILITY"),
        findingStatus: equals("ACTIVE"),
        ...(ofOneAccount && { awsAccountId: equals(context.accountId) }),
      };
      for await (const page of paginateListFindings({ client, pageSize: 100 }, { filterCriteria }))
        for (const finding of page.findings ?? [])
          yield {
            finding: decodeReachability(finding, context.region),
            updatedAt: finding.updatedAt ?? null,
          };
    },
  });
}

const base = { service: "inspector2", budgets } as const;

export const inspector = defineCollector({ ...base, scope: "regional", reads: [coverage] });
/** One account's findings, where the Organization has no Inspector administrator. */
export const inspectorPerAccount = defineCollector({
  ...base,
  scope: "regional",
  reads: [reachability(true)],
});
/** Every account's findings, from the administrator. */
export const inspectorOrganization = defineCollector({
  ...base,
  scope: "organization",
  reads: [reachability(false)],
});
