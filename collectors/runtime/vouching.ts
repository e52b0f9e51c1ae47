import { ofKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";

/**
 * Whether AWS Config's list of an account and Region may stand for the Region itself, as this very run saw it: a
 * recorder of the customer's records every type as soon as it changes, is recording, and delivered last time.
 */
export async function isVouching(
  pool: Pool,
  accountId: string,
  region: string,
  asOf: Date,
): Promise<boolean> {
  const { facts, coverage } = await loadEvidence(pool, accountId, asOf, ["config.recorder"]);
  const seen = coverage.some(
    (entry) =>
      entry.region === region && entry.state === "complete" && entry.confirmedAt.getTime() === asOf.getTime(),
  );
  return (
    seen &&
    ofKind(facts, "config.recorder").some(
      ({ payload, region: where }) =>
        where === region &&
        payload.servicePrincipal === null &&
        payload.allSupported &&
        payload.excludedTypes.length === 0 &&
        !payload.daily &&
        payload.recording &&
        payload.lastStatus?.toLowerCase() === "success",
    )
  );
}
