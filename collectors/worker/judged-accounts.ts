import pLimit from "p-limit";
import { settleAll } from "#collectors/runtime/settle-all.ts";
import { ofKind, organizationKinds } from "#lib/inventory/kinds.ts";
import { networkKinds } from "#lib/network/vpc-network.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { listExceptionsInForce } from "#lib/store/exceptions.ts";
import { listJudgedAccounts } from "#lib/store/judgements.ts";
import { loadLogBuckets } from "#lib/store/log-buckets.ts";
import { lastMeasuredAt } from "#lib/store/measured-since.ts";
import { findOrganization } from "#lib/store/organization.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { Run } from "#lib/store/runs.ts";
import { loadSharedNetworks } from "#lib/store/shared-networks.ts";
import type { WorkerContext } from "./context.ts";
import { openDetectorCoverage } from "./detector-coverage.ts";
import { judgeDetections, type ReadElsewhere } from "./judge-detections.ts";
import { measuringSince } from "./measure-account.ts";
import { loadOwnEvidence } from "./own-evidence.ts";

const accountsAtOnce = 4;

/** An account's Regions in the scope of a run, as last known, sorted. */
export async function regionsInScope(
  pool: Pool,
  accountId: string,
  { asOf, regions }: Pick<Run, "asOf" | "regions">,
): Promise<readonly string[]> {
  const { facts } = await loadEvidence(pool, accountId, asOf, ["ec2.region"]);
  return ofKind(facts, "ec2.region")
    .map(({ payload }) => payload.name)
    .filter((region) => regions.length === 0 || regions.includes(region))
    .sort();
}

/**
 * Judges what rests on other detectors and other accounts in every account that a run has judged, once all of
 * them were read.
 */
export async function judgeDetectionsOf(context: WorkerContext, run: Run): Promise<void> {
  const { pool, settings } = context;
  const organization = await findOrganization(pool);
  if (organization === undefined) return;
  const { managementAccountId } = organization;
  const elsewhere = await readElsewhere(context, managementAccountId, run.asOf);
  const limit = pLimit(accountsAtOnce);
  const accounts = await listJudgedAccounts(pool, run.id);
  await settleAll(
    accounts.map((accountId) =>
      limit(async () => {
        const regions = await regionsInScope(pool, accountId, run);
        const account = { accountId, managementAccountId, asOf: run.asOf, regions, settings };
        await judgeDetections(pool, account, elsewhere);
      }),
    ),
  );
}

async function readElsewhere(
  context: WorkerContext,
  managementAccountId: string,
  asOf: Date,
): Promise<ReadElsewhere> {
  const { pool, settings } = context;
  const [detectors, logBuckets, organization, exceptions, records, shared, since] = await Promise.all([
    openDetectorCoverage(context, managementAccountId, asOf),
    loadLogBuckets(pool, asOf),
    loadEvidence(pool, managementAccountId, asOf, organizationKinds),
    listExceptionsInForce(pool, asOf),
    loadOwnEvidence(pool, asOf, settings),
    loadSharedNetworks(pool, asOf, networkKinds),
    lastMeasuredAt(pool, asOf),
  ]);
  const measuring = await measuringSince(pool, { since, asOf, shared });
  return { detectors, logBuckets, organization, exceptions, records, shared, ...measuring };
}
