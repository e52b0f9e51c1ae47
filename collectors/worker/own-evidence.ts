import type { OwnEvidence } from "#lib/evaluate/own-evidence.ts";
import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { detectionWindowDays } from "#lib/metrics/detection-time.ts";
import { listAttestationsInForce } from "#lib/store/exceptions.ts";
import type { LogBuckets } from "#lib/store/log-buckets.ts";
import {
  loadDrift,
  loadExternalAccess,
  loadRecordedExceptions,
  loadThreats,
} from "#lib/store/own-evidence.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { AccountJudgement } from "./judge-account.ts";

type Judged = Pick<AccountJudgement, "accountId" | "managementAccountId" | "asOf">;

/** How long an exception that ended is still judged for what it left open. */
const endedDays = 90;

/** What is known beside what was collected, before anything is judged; the same for every account. */
export async function loadOwnEvidence(
  pool: Pool,
  asOf: Date,
  settings: OwnEvidence["settings"],
): Promise<OwnEvidence> {
  const attestations = await listAttestationsInForce(pool, asOf);
  return {
    settings,
    attestations,
    threats: [],
    externalAccess: [],
    logBuckets: [],
    exceptions: [],
    drift: [],
  };
}

/** What rests on our own findings, once those of the account are stored. */
export async function loadFindingRecords(
  pool: Pool,
  { accountId, managementAccountId, asOf }: Judged,
): Promise<Pick<OwnEvidence, "drift" | "exceptions">> {
  const [drift, exceptions] = await Promise.all([
    loadDrift(pool, { accountId, asOf }),
    // They are judged where the Organization is.
    accountId === managementAccountId ? loadRecordedExceptions(pool, { asOf, days: endedDays }) : [],
  ]);
  return { drift, exceptions };
}

/** The bucket that a trail delivers to, which may be another account's. */
function bucketArn({ arn, bucketName }: PayloadOf<"cloudtrail.trail">): string {
  return `arn:${arn.split(":")[1]}:s3:::${bucketName}`;
}

/** Of the buckets that receive logs anywhere, those that the account's trails deliver to. */
export function ownLogBuckets(
  trails: readonly Fact<"cloudtrail.trail">[],
  logBuckets: LogBuckets,
): OwnEvidence["logBuckets"] {
  const arns = new Set(trails.map(({ payload }) => bucketArn(payload)));
  return [...arns].flatMap((resourceId) => {
    const payload = logBuckets.get(resourceId);
    return payload === undefined ? [] : [{ resourceId, payload }];
  });
}

/** What other detectors found in the account. */
export async function loadDetected(
  pool: Pool,
  { accountId, asOf }: Judged,
): Promise<Pick<OwnEvidence, "threats" | "externalAccess">> {
  const [threats, externalAccess] = await Promise.all([
    loadThreats(pool, { accountId, asOf, days: detectionWindowDays }),
    loadExternalAccess(pool, { accountId, asOf }),
  ]);
  return { threats, externalAccess };
}
