import { isStale } from "#lib/inventory/coverage.ts";
import { ofKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";

/**
 * The AWS Config resource types that an aggregator of the Organization knows in one account, by Region. Empty
 * where no aggregator answered completely within a day.
 */
export async function loadInventory(
  pool: Pool,
  managementAccountId: string,
  accountId: string,
  asOf: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { facts, coverage } = await loadEvidence(pool, managementAccountId, asOf, ["config.inventory"], {
    resourcePrefix: `inventory/${accountId}/`,
  });
  if (!coverage.some((entry) => entry.state === "complete" && !isStale(entry, asOf))) return new Map();
  return new Map(
    ofKind(facts, "config.inventory").map(({ payload }) => [payload.region, new Set(payload.resourceTypes)]),
  );
}
