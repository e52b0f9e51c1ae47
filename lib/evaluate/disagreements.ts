import { type DetectorPair, pairsOfDetector } from "#lib/controls/detector-pairs.ts";
import type { Evidence } from "#lib/inventory/findings.ts";
import { subjectKey } from "./same-resource.ts";
import type { SubjectVerdict } from "./types.ts";

/** What another detector says of a control of its own on one resource. */
export interface Statement {
  readonly uid: string;
  readonly status: "passed" | "failed";
  readonly region: string;
  readonly detectorControl: string;
  readonly resourceId: string;
  readonly key: string;
  readonly title: string;
}

/** An open finding of ours, an excepted one too. */
export interface OwnFailure {
  readonly uid: string;
  readonly controlId: string;
  readonly region: string;
  readonly resourceId: string;
}

/** A statement that may say the opposite of what a control of ours says. */
export interface Doubt {
  readonly pair: DetectorPair;
  readonly subject: string;
  readonly statement: Statement;
}

export interface Opposition {
  readonly statement: Statement;
  readonly controlId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly verdict: "pass" | "fail";
  readonly evidence: Evidence;
}

const keyOf = (controlId: string, subject: string) => `${controlId}|${subject}`;

/** Of what a detector says, what our open findings do not bear out; the rest needs no second look. */
export function doubtsOf(
  statements: readonly Statement[],
  failures: readonly OwnFailure[],
): readonly Doubt[] {
  const failing = new Set<string>();
  const pairs = statements.flatMap((statement) =>
    pairsOfDetector(statement.detectorControl).flatMap((pair) => {
      const subject = subjectKey(statement, pair.subject);
      return subject === null ? [] : [{ pair, subject, statement }];
    }),
  );
  const kinds = new Map(pairs.map(({ pair }) => [pair.control, pair.subject]));
  for (const failure of failures) {
    const kind = kinds.get(failure.controlId);
    const subject = kind === undefined ? null : subjectKey(failure, kind);
    if (subject !== null) failing.add(keyOf(failure.controlId, subject));
  }
  return pairs.filter(({ pair, subject, statement }) => {
    const weFail = failing.has(keyOf(pair.control, subject));
    return statement.status === "failed"
      ? pair.compares !== "passes" && !weFail
      : pair.compares !== "failures" && weFail;
  });
}

const order = ({ detectorControl, region, key }: Statement) => `${detectorControl}|${region}|${key}`;

/**
 * Holds doubts against what our controls say now. Only pass against failed and fail against passed are opposite;
 * not applicable is neither, and of what is unknown here nothing is said: it is `undecided`.
 *
 * A detector may speak of one subject in several Regions: the first that contradicts stands for all.
 */
export function opposeDoubts(
  doubts: readonly Doubt[],
  verdicts: Iterable<SubjectVerdict>,
): { readonly oppositions: readonly Opposition[]; readonly undecided: readonly Doubt[] } {
  const kinds = new Map(doubts.map(({ pair }) => [pair.control, pair.subject]));
  const known = new Map<string, SubjectVerdict>();
  for (const verdict of verdicts) {
    const kind = kinds.get(verdict.controlId);
    const subject = kind === undefined ? null : subjectKey(verdict, kind);
    if (subject !== null) known.set(keyOf(verdict.controlId, subject), verdict);
  }
  const oppositions = new Map<string, Opposition>();
  const undecided: Doubt[] = [];
  for (const doubt of [...doubts].sort((a, b) => (order(a.statement) < order(b.statement) ? -1 : 1))) {
    const { pair, subject, statement } = doubt;
    const ours = known.get(keyOf(pair.control, subject));
    if (ours === undefined) {
      undecided.push(doubt);
      continue;
    }
    const { verdict, evidence } = ours.outcome;
    const opposite = statement.status === "failed" ? verdict === "pass" : verdict === "fail";
    const key = `${keyOf(pair.control, subject)}|${pair.detectorControl}`;
    if (verdict === "notApplicable" || !opposite || oppositions.has(key)) continue;
    const { controlId, region, resourceId, resourceType } = ours;
    oppositions.set(key, { statement, controlId, region, resourceId, resourceType, verdict, evidence });
  }
  return { oppositions: [...oppositions.values()], undecided };
}
