import { ownFacts } from "#lib/evaluate/own-evidence.ts";
import type { EvaluationInput } from "#lib/evaluate/types.ts";
import { ofKind, organizationKinds } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { loadLogBuckets } from "#lib/store/log-buckets.ts";
import { findOrganization, listActiveAccounts } from "#lib/store/organization.ts";
import type { Pool } from "#lib/store/pool.ts";
import { openDetectorCoverage } from "../detector-coverage.ts";
import { regionsInScope } from "../judged-accounts.ts";
import { judgedKinds } from "../judged-controls.ts";
import { openContext } from "../open-context.ts";
import { loadDetected, loadFindingRecords, loadOwnEvidence, ownLogBuckets } from "../own-evidence.ts";
import { settings, silent } from "./fixture.ts";

/** All that is known of every account at an instant, for the whole catalogue to be judged on at once. */
export async function loadEverything(pool: Pool, asOf: Date): Promise<readonly EvaluationInput[]> {
  const organization = await findOrganization(pool);
  if (organization === undefined) throw new Error("No run has read the Organization yet.");
  const { managementAccountId } = organization;
  const context = openContext(pool, { roleName: "", externalId: undefined, settings }, silent);
  const detectors = await openDetectorCoverage(context, managementAccountId, asOf);
  const ofOrganization = await loadEvidence(pool, managementAccountId, asOf, organizationKinds);
  const logBuckets = await loadLogBuckets(pool, asOf);
  const inputs: EvaluationInput[] = [];
  for (const { id: accountId } of await listActiveAccounts(pool, asOf)) {
    const regions = await regionsInScope(pool, accountId, { asOf, regions: [] });
    const account = { accountId, managementAccountId, asOf };
    const [own, evidence, records, detected] = await Promise.all([
      loadEvidence(pool, accountId, asOf),
      loadOwnEvidence(pool, asOf, settings),
      loadFindingRecords(pool, account),
      loadDetected(pool, account),
    ]);
    const coverage = detectors.complement(accountId, regions, own.coverage);
    const known = { accountId, asOf, regions, coverage };
    const receiving = ownLogBuckets(ofKind(own.facts, "cloudtrail.trail"), logBuckets);
    const ourOwn = { ...evidence, ...records, ...detected, logBuckets: receiving };
    const ours = ownFacts(known, ourOwn, judgedKinds);
    inputs.push({
      accountId,
      asOf,
      regions,
      facts: [...own.facts, ...ours.facts],
      coverage: [...coverage, ...ours.coverage],
      organization: {
        facts: [...ofOrganization.facts, ...ours.organization.facts],
        coverage: [...ofOrganization.coverage, ...ours.organization.coverage],
      },
    });
  }
  return inputs;
}
