import { type At, type Case, type Control, type ControlPart, Undecidable } from "#lib/controls/define.ts";
import { controls as registry } from "#lib/controls/registry.ts";
import type { FindingDraft } from "#lib/inventory/findings.ts";
import { type FactKind, globalRegion, scopeOf } from "#lib/inventory/kinds.ts";
import { CoverageIndex, type Inputs } from "./coverage-index.ts";
import { ExceptionIndex } from "./exceptions.ts";
import { FactIndex } from "./fact-index.ts";
import { RegionSlices, Unseen } from "./slices.ts";
import { compare, TallyBuilder } from "./tally.ts";
import type { ControlTally, Evaluation, EvaluationInput, JudgedScope, UnknownCause } from "./types.ts";

interface Scope {
  readonly control: Control;
  readonly part: ControlPart;
  readonly at: At;
  readonly inputs: Inputs;
  readonly index: FactIndex;
  readonly coverage: CoverageIndex;
  readonly exceptions: ExceptionIndex;
  readonly onVerdict: EvaluationInput["onVerdict"];
}

/** What one part of a control made of one Region. */
interface PartResult {
  readonly judged: boolean;
  /** Resources there that were not seen or not decided; null where it cannot be told which those are. */
  readonly unseen: readonly string[] | null;
  readonly findings: readonly FindingDraft[];
}

function causeOf(error: unknown, { control, part, at }: Scope): UnknownCause {
  if (error instanceof Unseen) return error.coverage;
  if (error instanceof Undecidable) {
    const kind = error.kind ?? part.subject;
    return { region: at.region, kind, state: "undecidable", cause: null, reason: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  const reason = `The control ${control.id} failed: ${message}`;
  return { region: at.region, kind: part.subject, state: "defect", cause: null, reason };
}

/** The subjects that are known, whether or not they were seen this time: what an unknown counts. */
function knownSubjects({ part, index, at, coverage }: Scope): readonly string[] | null {
  try {
    const cases = part.cases(new RegionSlices(index, at.region, new Map(), coverage), at);
    return cases.map((each) => each.resourceId);
  } catch {
    // The subjects are derived from facts that are not there: at least one of them is unknown.
    return null;
  }
}

function leaveUnknown(scope: Scope, tally: TallyBuilder, causes: Iterable<UnknownCause>): PartResult {
  const unseen = knownSubjects(scope);
  tally.unknown(causes, Math.max(1, unseen?.length ?? 0));
  return { judged: false, unseen, findings: [] };
}

function subjectKinds({ subject, alsoJudges = [] }: ControlPart): readonly FactKind[] {
  return [subject, ...alsoJudges];
}

/**
 * Resources that cannot be judged because they themselves were not seen; null when the unseen resources of
 * a subject kind are not what is judged, so that any subject may rest on one of them.
 */
function unseenSubjects(scope: Scope, cases: readonly Case[], tally: TallyBuilder): Set<string> | null {
  const { part, index, inputs, at } = scope;
  const unknown = new Set<string>();
  const kinds = subjectKinds(part);
  if (kinds.some((kind) => inputs.partial.has(kind))) {
    const known = kinds.map((kind) => index.bucket(kind, at.region).byId);
    if (cases.some((each) => !known.some((byId) => byId.has(each.resourceId)))) return null;
  }
  for (const [kind, partial] of inputs.partial) {
    if (kinds.includes(kind)) {
      for (const id of partial.unseen) unknown.add(id);
      tally.unknown([partial.cause], 0);
      continue;
    }
    const hidden = cases.filter((each) => partial.unseen.has(each.resourceId));
    for (const each of hidden) unknown.add(each.resourceId);
    if (hidden.length > 0) tally.unknown([partial.cause], 0);
  }
  return unknown;
}

function judge(scope: Scope, tally: TallyBuilder): PartResult {
  const { control, part, at, inputs, index, coverage } = scope;
  const partialCauses = [...inputs.partial.values()].map((partial) => partial.cause);
  if (inputs.gaps.length > 0) return leaveUnknown(scope, tally, [...inputs.gaps, ...partialCauses]);

  const reads = new Map(inputs.partial);
  for (const kind of subjectKinds(part)) reads.delete(kind);
  let cases: readonly Case[];
  try {
    cases = part.cases(new RegionSlices(index, at.region, reads, coverage), at);
  } catch (error) {
    return leaveUnknown(scope, tally, [causeOf(error, scope)]);
  }
  const unknown = unseenSubjects(scope, cases, tally);
  if (unknown === null) return leaveUnknown(scope, tally, partialCauses);

  const slices = new RegionSlices(index, at.region, inputs.partial, coverage);
  const findings: FindingDraft[] = [];
  for (const each of cases) {
    if (unknown.has(each.resourceId)) continue;
    try {
      const outcome = each.judge(slices);
      const { verdict, evidence } = outcome;
      const { resourceId, resourceType } = each;
      scope.onVerdict?.({ controlId: control.id, region: at.region, resourceId, resourceType, outcome });
      if (verdict !== "fail") {
        tally.count(verdict);
        continue;
      }
      const exceptionId = scope.exceptions.covering({ controlId: control.id, resourceId: each.resourceId });
      tally.count(exceptionId === null ? "fail" : "excepted");
      findings.push({ ...draft(control, each, at, evidence), exceptionId });
    } catch (error) {
      unknown.add(each.resourceId);
      tally.unknown([causeOf(error, scope)], 0);
    }
  }
  tally.unknown([], unknown.size);
  return { judged: true, unseen: [...unknown], findings };
}

/** Where every part says what it did not see, the rest of the Region's findings can be resolved. */
function judgedScope(controlId: string, region: string, results: readonly PartResult[]): JudgedScope | null {
  if (!results.some(({ judged }) => judged) || results.some(({ unseen }) => unseen === null)) return null;
  const unseen = new Set(results.flatMap((result) => result.unseen ?? []));
  return { controlId, region, unseen: [...unseen].sort(compare) };
}

function draft(control: Control, subject: Case, at: At, evidence: FindingDraft["evidence"]): FindingDraft {
  return {
    source: "postern",
    kind: "misconfiguration",
    accountId: at.accountId,
    region: at.region,
    key: `${control.id}|${at.region}|${subject.resourceId}`,
    controlId: control.id,
    resourceId: subject.resourceId,
    resourceType: subject.resourceType,
    severity: control.severity,
    title: control.title,
    evidence,
    detectedAt: null,
    firstObservedAt: null,
  };
}

/**
 * Judges one account with every control: per Region where the kind of its subjects is regional, else once
 * in `global`. Pure: the same facts and coverage in any order give the same evaluation.
 *
 * Where an input of a control was not completely seen within 24 hours nothing is judged: its subjects there
 * are unknown with the causes, no finding is drafted and none can be resolved. A kind that was seen but for
 * named resources leaves those resources unknown, and every subject whose judgement asks for them. What one
 * part of a control lacks leaves its other parts their verdicts. A control that breaks costs its subject a verdict, never the evaluation: nothing is thrown.
 *
 * Tallies come in the order of `controls`, findings by key, judged scopes by control and Region. What an
 * exception covers is counted as excepted and not as failed; its finding names the exception.
 */
export function evaluateAccount(input: EvaluationInput, controls: readonly Control[] = registry): Evaluation {
  const index = new FactIndex(input);
  const coverage = new CoverageIndex(input);
  const exceptions = new ExceptionIndex({
    accountId: input.accountId,
    exceptions: input.exceptions ?? [],
    ouPath: index.bucket("organizations.account", globalRegion).byId.get(input.accountId)?.payload.ouPath,
    tagged: index.bucket("tag.resource", globalRegion).facts,
  });
  const regions = [...new Set(input.regions)].sort(compare);
  const tallies: ControlTally[] = [];
  const findings: FindingDraft[] = [];
  const judged: JudgedScope[] = [];
  for (const control of controls) {
    const tally = new TallyBuilder(control.id);
    const parts = control.parts ?? [control];
    const isRegional = (part: ControlPart) => scopeOf(part.subject) === "regional";
    const unlisted = parts.some(isRegional) ? coverage.regionsGap() : null;
    if (unlisted !== null) tally.unknown([unlisted], 1);
    for (const region of [...regions, globalRegion].sort(compare)) {
      const at: At = { accountId: input.accountId, region, regions, asOf: input.asOf };
      const results = parts
        .filter((part) => isRegional(part) === (region !== globalRegion))
        .map((part) => {
          const inputs = coverage.inputs([part.subject, ...part.reads], region);
          const { onVerdict } = input;
          return judge({ control, part, at, index, coverage, exceptions, inputs, onVerdict }, tally);
        });
      const scope = judgedScope(control.id, region, results);
      if (scope !== null) judged.push(scope);
      findings.push(...results.flatMap((result) => result.findings));
    }
    tallies.push(tally.build());
  }
  findings.sort((a, b) => compare(a.key, b.key));
  return { tallies, findings, judged };
}
