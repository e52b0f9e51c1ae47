import { detectorPairs } from "#lib/controls/detector-pairs.ts";
import { controls } from "#lib/controls/registry.ts";
import { doubtsOf, opposeDoubts } from "#lib/evaluate/disagreements.ts";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { subjectKey } from "#lib/evaluate/same-resource.ts";
import type { EvaluationInput, SubjectVerdict } from "#lib/evaluate/types.ts";
import { type Coverage, isStale } from "#lib/inventory/coverage.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { loadBothSides, mergeDisagreements } from "#lib/store/disagreements.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { DetectorCoverage } from "./detector-coverage.ts";
import { collectedKindsOf } from "./judged-controls.ts";

const compared = {
  controls: [...new Set(detectorPairs.map(({ control }) => control))],
  detectorControls: [...new Set(detectorPairs.map(({ detectorControl }) => detectorControl))],
};

export interface Comparison {
  readonly accountId: string;
  readonly asOf: Date;
  readonly regions: readonly string[];
  readonly detectors: DetectorCoverage;
  /** The account's own coverage. */
  readonly coverage: readonly Coverage[];
  /** What is known of the account, of these kinds. */
  load(kinds: readonly FactKind[]): Promise<EvaluationInput>;
}

/**
 * Holds what Security Hub says of an account against what our controls say, and keeps where they disagree. Only
 * the controls that may be contradicted are judged again. Where Security Hub was not completely seen within a
 * day, or a control of ours does not decide, a disagreement neither opens nor closes.
 */
export async function compareDetectors(pool: Pool, comparison: Comparison): Promise<void> {
  const { accountId, asOf } = comparison;
  const seen = seenRegions(comparison);
  const { statements, failures } = await loadBothSides(pool, accountId, compared);
  const doubts = doubtsOf(
    statements.filter(({ region }) => seen.has(region)),
    failures,
  );
  const verdicts: SubjectVerdict[] = [];
  const doubted = new Set(doubts.map(({ pair }) => pair.control));
  const again = controls.filter(({ id }) => doubted.has(id));
  if (again.length > 0) {
    const input = await comparison.load([...collectedKindsOf(again), "ec2.region"]);
    evaluateAccount({ ...input, onVerdict: (verdict) => verdicts.push(verdict) }, again);
  }
  const { oppositions, undecided } = opposeDoubts(doubts, verdicts);
  const open = new Set(
    undecided.map(({ pair, subject }) => `${pair.control}|${pair.detectorControl}|${subject}`),
  );
  const subjects = new Map(detectorPairs.map(({ control, subject }) => [control, subject]));
  await mergeDisagreements(pool, {
    accountId,
    asOf,
    found: oppositions,
    isOver({ controlId, detectorControl, detectorRegion, region, resourceId }) {
      const kind = subjects.get(controlId);
      const subject = kind === undefined ? null : subjectKey({ region, resourceId }, kind);
      return seen.has(detectorRegion) && !open.has(`${controlId}|${detectorControl}|${subject}`);
    },
  });
}

/** Where all that Security Hub says was seen, in the account itself or by its administrator. */
function seenRegions({ accountId, asOf, regions, detectors, coverage }: Comparison): ReadonlySet<string> {
  const seen = [...coverage, ...detectors.complement(accountId, regions, [])].filter(
    (row) => row.kind === "securityhub.finding" && row.state === "complete" && !isStale(row, asOf),
  );
  return new Set(seen.map(({ region }) => region));
}
