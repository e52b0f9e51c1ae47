import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { type OwnEvidence, ownFacts } from "#lib/evaluate/own-evidence.ts";
import type { EvaluationInput } from "#lib/evaluate/types.ts";
import type { Exception } from "#lib/inventory/exceptions.ts";
import { ofKind } from "#lib/inventory/kinds.ts";
import { type Evidence, loadCoverage, loadEvidence } from "#lib/store/evidence.ts";
import type { LogBuckets } from "#lib/store/log-buckets.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { SharedNetworks } from "#lib/store/shared-networks.ts";
import { loadTallies } from "#lib/store/tallies.ts";
import { recordAccountPoints } from "./account-metrics.ts";
import { compareDetectors } from "./compare-detectors.ts";
import type { DetectorCoverage } from "./detector-coverage.ts";
import {
  type AccountJudgement,
  type Changes,
  idsAt,
  inputOf,
  storeFindings,
  storeTallies,
} from "./judge-account.ts";
import { collectedKindsOf, controlsAt } from "./judged-controls.ts";
import { type Measuring, measureAccount, measuredKinds } from "./measure-account.ts";
import { loadDetected, ownLogBuckets } from "./own-evidence.ts";

const detectorKinds = [...collectedKindsOf(controlsAt.detectors), "ec2.region", "tag.resource"] as const;

/** What is known when every account and every detector has been read; the same for every account of a run. */
export interface ReadElsewhere extends Measuring {
  readonly detectors: DetectorCoverage;
  readonly logBuckets: LogBuckets;
  readonly organization: Evidence;
  readonly exceptions: readonly Exception[];
  /** Our own evidence that is of no account. */
  readonly records: OwnEvidence;
  readonly shared: SharedNetworks;
}

/**
 * Judges the controls that rest on what other detectors found or other accounts hold: once all of them have been
 * read, for their answers may come after the account's own. Then every control has spoken, the account is
 * measured, and its points of the day are recorded.
 */
export async function judgeDetections(
  pool: Pool,
  account: AccountJudgement,
  elsewhere: ReadElsewhere,
): Promise<Changes> {
  const { accountId, asOf, regions, managementAccountId } = account;
  const { detectors, organization, exceptions, records, logBuckets, shared } = elsewhere;
  const isDue = await elsewhere.isDue(accountId);
  const kinds = isDue ? [...new Set([...detectorKinds, ...measuredKinds])] : detectorKinds;
  const [own, detected, ownCoverage] = await Promise.all([
    loadEvidence(pool, accountId, asOf, kinds),
    loadDetected(pool, account),
    loadCoverage(pool, accountId, asOf),
  ]);
  const coverage = detectors.complement(accountId, regions, ownCoverage);
  const receiving = ownLogBuckets(ofKind(own.facts, "cloudtrail.trail"), logBuckets);
  const ours = ownFacts(
    { accountId, asOf, regions, coverage },
    { ...records, ...detected, logBuckets: receiving },
    [],
  );
  const known: EvaluationInput = inputOf(account, { own, organization }, ours);
  const evaluation = evaluateAccount({ ...known, exceptions }, controlsAt.detectors);
  const changes = await storeFindings(pool, account, evaluation);
  const kept = [...idsAt("account"), ...idsAt("findings")];
  await storeTallies(pool, account, evaluation.tallies, kept);
  await compareDetectors(pool, {
    accountId,
    asOf,
    regions,
    detectors,
    coverage: ownCoverage,
    load: async (of) =>
      inputOf(account, { own: await loadEvidence(pool, accountId, asOf, of), organization }, ours),
  });
  const summaries = isDue ? await measureAccount(pool, known, shared) : null;
  const tallies = await loadTallies(pool, accountId);
  const seen = [
    ...[...coverage].map((row) => ({ ...row, accountId })),
    ...organization.coverage.map((row) => ({ ...row, accountId: managementAccountId })),
  ];
  await recordAccountPoints(pool, { ...account, tallies, summaries, coverage: seen });
  return changes;
}
