import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { ExceptionIndex } from "#lib/evaluate/exceptions.ts";
import { ownFacts } from "#lib/evaluate/own-evidence.ts";
import type { ControlTally, Evaluation, EvaluationInput } from "#lib/evaluate/types.ts";
import { type FactKind, ofKind, organizationKinds } from "#lib/inventory/kinds.ts";
import type { Settings } from "#lib/inventory/own.ts";
import { type Evidence, loadCoverage, loadEvidence } from "#lib/store/evidence.ts";
import { listExceptionsInForce } from "#lib/store/exceptions.ts";
import { reviseExceptions } from "#lib/store/finding-exceptions.ts";
import { type FindingChanges, mergeFindings } from "#lib/store/findings.ts";
import type { LogBuckets } from "#lib/store/log-buckets.ts";
import { putMetricPoints } from "#lib/store/metric-points.ts";
import type { Pool } from "#lib/store/pool.ts";
import { loadTallies, mergeTallies } from "#lib/store/tallies.ts";
import { accountPoints } from "./account-metrics.ts";
import { compareDetectors } from "./compare-detectors.ts";
import type { DetectorCoverage } from "./detector-coverage.ts";
import { collectedKindsOf, controlsAt, judgedKinds } from "./judged-controls.ts";
import { loadDetected, loadFindingRecords, loadOwnEvidence, ownLogBuckets } from "./own-evidence.ts";

export interface AccountJudgement {
  readonly accountId: string;
  readonly managementAccountId: string;
  readonly asOf: Date;
  readonly regions: readonly string[];
  readonly settings: Settings;
}

type Changes = Pick<FindingChanges, "opened" | "resolved">;

const idsAt = (moment: keyof typeof controlsAt) => controlsAt[moment].map(({ id }) => id);

interface Collected {
  readonly own: Evidence;
  readonly organization: Evidence;
}

async function loadCollected(
  pool: Pool,
  { accountId, managementAccountId, asOf }: AccountJudgement,
  kinds?: readonly FactKind[],
): Promise<Collected> {
  const [own, organization] = await Promise.all([
    loadEvidence(pool, accountId, asOf, kinds),
    loadEvidence(pool, managementAccountId, asOf, organizationKinds),
  ]);
  return { own, organization };
}

function inputOf(
  { accountId, asOf, regions }: AccountJudgement,
  { own, organization }: Collected,
  ours: ReturnType<typeof ownFacts>,
): EvaluationInput {
  return {
    accountId,
    asOf,
    regions,
    facts: [...own.facts, ...ours.facts],
    coverage: [...own.coverage, ...ours.coverage],
    organization: {
      facts: [...organization.facts, ...ours.organization.facts],
      coverage: [...organization.coverage, ...ours.organization.coverage],
    },
  };
}

/**
 * Evaluates the controls on what is known of one account, those over our own findings last, and stores findings
 * and tallies that changed. What rests on other detectors' findings waits for `judgeDetections`.
 */
export async function judgeAccount(pool: Pool, account: AccountJudgement): Promise<Changes> {
  const { accountId, asOf, regions, settings } = account;
  const [collected, exceptions, evidence] = await Promise.all([
    loadCollected(pool, account),
    listExceptionsInForce(pool, asOf),
    loadOwnEvidence(pool, account, settings),
  ]);
  const { own, organization } = collected;
  const known = { accountId, asOf, regions, coverage: own.coverage };
  const input = { ...inputOf(account, collected, ownFacts(known, evidence, judgedKinds)), exceptions };
  const first = evaluateAccount(input, controlsAt.account);
  const changes = await storeFindings(pool, account, first);
  const records = await loadFindingRecords(pool, account);
  const afterwards = ownFacts(known, { ...evidence, ...records }, []);
  const second = evaluateAccount({ ...known, exceptions, ...afterwards }, controlsAt.findings);
  const more = await storeFindings(pool, account, second);

  const covering = new ExceptionIndex({
    accountId,
    exceptions,
    ouPath: ofKind(organization.facts, "organizations.account").find((each) => each.resourceId === accountId)
      ?.payload.ouPath,
    tagged: ofKind(own.facts, "tag.resource"),
  });
  await reviseExceptions(pool, account, (finding) => covering.covering(finding));
  await storeTallies(pool, account, [...first.tallies, ...second.tallies], idsAt("detectors"));
  return { opened: changes.opened + more.opened, resolved: changes.resolved + more.resolved };
}

const detectorKinds = [...collectedKindsOf(controlsAt.detectors), "ec2.region", "tag.resource"] as const;

/** What is known when every account and every detector has been read. */
export interface ReadElsewhere {
  readonly detectors: DetectorCoverage;
  readonly logBuckets: LogBuckets;
}

/**
 * The same for the controls that rest on what other detectors found or other accounts hold: once all of them have
 * been read, for their answers may come after the account's own. Then every control has spoken, and the account's
 * points of the day are recorded.
 */
export async function judgeDetections(
  pool: Pool,
  account: AccountJudgement,
  { detectors, logBuckets }: ReadElsewhere,
): Promise<Changes> {
  const { accountId, managementAccountId, asOf, regions, settings } = account;
  const [{ own, organization }, exceptions, evidence, detected, coverage] = await Promise.all([
    loadCollected(pool, account, detectorKinds),
    listExceptionsInForce(pool, asOf),
    loadOwnEvidence(pool, account, settings),
    loadDetected(pool, account),
    loadCoverage(pool, accountId, asOf),
  ]);
  const known = { accountId, asOf, regions, coverage: detectors.complement(accountId, regions, coverage) };
  const receiving = ownLogBuckets(ofKind(own.facts, "cloudtrail.trail"), logBuckets);
  const ours = ownFacts(known, { ...evidence, ...detected, logBuckets: receiving }, []);
  const input = { ...inputOf(account, { own, organization }, ours), exceptions };
  const evaluation = evaluateAccount(input, controlsAt.detectors);
  const changes = await storeFindings(pool, account, evaluation);
  const kept = [...idsAt("account"), ...idsAt("findings")];
  await storeTallies(pool, account, evaluation.tallies, kept);
  await compareDetectors(pool, {
    accountId,
    asOf,
    regions,
    detectors,
    coverage,
    load: async (kinds) => inputOf(account, await loadCollected(pool, account, kinds), ours),
  });
  const tallies = await loadTallies(pool, accountId);
  const seen = [
    ...coverage.map((row) => ({ ...row, accountId })),
    ...organization.coverage.map((row) => ({ ...row, accountId: managementAccountId })),
  ];
  await putMetricPoints(pool, asOf, accountPoints({ ...account, tallies, coverage: seen }));
  return changes;
}

function storeFindings(
  pool: Pool,
  { accountId, asOf }: AccountJudgement,
  { findings, judged }: Evaluation,
): Promise<FindingChanges> {
  return mergeFindings(pool, { asOf, findings, resolve: () => ({ by: "judged", accountId, judged }) });
}

function storeTallies(
  pool: Pool,
  { accountId, asOf }: AccountJudgement,
  rows: readonly ControlTally[],
  keep: readonly string[],
): Promise<number> {
  return mergeTallies(pool, { accountId, asOf, rows, keep });
}
