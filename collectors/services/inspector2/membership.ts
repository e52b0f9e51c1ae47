import {
  BatchGetAccountStatusCommand,
  Inspector2Client,
  paginateListMembers,
} from "@aws-sdk/client-inspector2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** The accounts whose findings this one sees, in every Region where it has Inspector. */
const membership = factRead({
  yields: ["inspector.membership"],
  operations: ["inspector2:BatchGetAccountStatus", "inspector2:ListMembers"],
  async *collect(context) {
    const { accountId } = context;
    for (const region of context.enabledRegions) {
      const client = context.client(Inspector2Client, region);
      const { accounts } = await client.send(new BatchGetAccountStatusCommand({ accountIds: [accountId] }));
      if (need(accounts?.[0]?.state?.status, "BatchGetAccountStatus accounts[0].state.status") !== "ENABLED")
        continue;
      const accountIds = [accountId];
      for await (const page of paginateListMembers({ client, pageSize: 50 }, { onlyAssociated: true }))
        for (const member of page.members ?? [])
          if (member.relationshipStatus === "ENABLED")
            accountIds.push(need(member.accountId, "ListMembers members[].accountId"));
      yield {
        kind: "inspector.membership",
        resourceId: `membership/${region}`,
        payload: { region, administratorId: accountId, accountIds: sorted(accountIds) },
      };
    }
  },
});

/** Whose findings the administrator sees. AWS publishes no request limits for Inspector's reads. */
export const inspectorMembership = defineCollector({
  service: "inspector2",
  scope: "organization",
  budgets: { "*": { rate: 5, burst: 10 } },
  reads: [membership],
});
