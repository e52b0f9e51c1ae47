import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { globalRegion } from "#lib/inventory/kinds.ts";
import { mergeFacts, type Observation } from "../facts.ts";
import { departAccounts, projectOrganization } from "../organization.ts";
import type { Pool } from "../pool.ts";

export const managementAccountId = "100000000001";
export const organizationId = "o-test";

type Account = PayloadOf<"organizations.account">;

/** An ACTIVE account under the given OU path. */
export function account(id: string, ouPath: string, change: Partial<Account> = {}): Account {
  return {
    id,
    name: `account-${id}`,
    email: `${id}@example.com`,
    state: "ACTIVE",
    parentId: ouPath.split("/").at(-1) ?? "",
    ouPath,
    joinedAt: "2025-01-01T00:00:00.000Z",
    ...change,
  };
}

/** What a run's first step does with a complete reading of the Organization: the management account is added. */
export async function seeOrganization(pool: Pool, asOf: Date, accounts: readonly Account[]): Promise<void> {
  const all = [account(managementAccountId, "r-1"), ...accounts];
  const paths = new Set(
    all.flatMap(({ ouPath }) => {
      const ids = ouPath.split("/");
      return ids.map((_id, index) => ids.slice(0, index + 1).join("/"));
    }),
  );
  const facts: Observation[] = [
    observation("organizations.organization", organizationId, {
      id: organizationId,
      managementAccountId,
      featureSet: "ALL",
      rootId: "r-1",
      enabledPolicyTypes: [],
    }),
    ...[...paths].map((path) => {
      const [id = "", parentId = null] = path.split("/").reverse();
      return observation("organizations.organizational-unit", id, { id, name: `unit ${id}`, parentId, path });
    }),
    ...all.map((each) => observation("organizations.account", each.id, each)),
  ];
  await mergeFacts(pool, {
    accountId: managementAccountId,
    asOf,
    facts,
    complete: [...new Set(facts.map(({ kind }) => kind))].map((kind) => ({ kind, region: globalRegion })),
  });
  await projectOrganization(pool, { managementAccountId, asOf });
  await departAccounts(pool, asOf);
}

function observation<K extends Observation["kind"]>(
  kind: K,
  resourceId: string,
  payload: PayloadOf<K>,
): Pick<Observation, "region" | "resourceId"> & { kind: K; payload: PayloadOf<K> } {
  return { kind, region: globalRegion, resourceId, payload };
}
