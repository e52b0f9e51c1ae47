import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";

/** The account that administers Security Hub for the Organization, as the last run saw it. */
export async function findSecurityHubAdministrator(
  pool: Pool,
  managementAccountId: string,
  asOf: Date,
): Promise<string | undefined> {
  const { facts } = await loadEvidence(pool, managementAccountId, asOf, [
    "organizations.delegated-administrator",
  ]);
  for (const { payload } of facts)
    if ("services" in payload && payload.services.includes("securityhub.amazonaws.com"))
      return payload.accountId;
  return undefined;
}
