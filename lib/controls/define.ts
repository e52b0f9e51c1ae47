import type { ActionTable } from "#lib/iam/actions.ts";
import type { ParsedPolicy } from "#lib/iam/policy.ts";
import type { Evidence, Json, Severity } from "#lib/inventory/findings.ts";
import type { Fact, FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import { cisaPillar, type Mapping } from "./frameworks.ts";
import type { RunbookId } from "./runbooks.ts";

/** CISA Zero Trust Maturity Model v2: five pillars and three cross-cutting capabilities. */
export const pillars = [
  "identity",
  "devices",
  "networks",
  "applications",
  "data",
  "visibility",
  "automation",
  "governance",
] as const;
export type Pillar = (typeof pillars)[number];

/** The roadmap's five phases. */
export const phases = [1, 2, 3, 4, 5] as const;
export type Phase = (typeof phases)[number];

/**
 * The facts a control declared in `reads`, and its subject's kind; nothing else can be asked for.
 * Where a kind was seen in part, asking for what was not seen throws `Undecidable`: absence is not emptiness.
 */
export interface Slices<K extends FactKind> {
  /**
   * Facts of the account under judgement; a regional kind only in the subject's Region, or in all Regions
   * in scope for a global subject. The same array each time, so that derived indexes can hang on it.
   */
  all<T extends K>(kind: T): readonly Fact<T>[];
  /** Facts of all Regions in scope, for a subject whose Region is not all that decides: a role serves every Region. */
  everywhere<T extends K>(kind: T): readonly Fact<T>[];
  one<T extends K>(kind: T, resourceId: string): Fact<T> | undefined;
  /** `parsePolicy`, once for each distinct text of an evaluation. */
  policy(document: string): ParsedPolicy;
  /** Every action that IAM knows. Given rather than imported: pages that know controls by name do without it. */
  readonly actions: ActionTable;
}

/** Where and when a judgement is made. */
export interface At {
  readonly accountId: string;
  readonly region: string;
  /** Regions in scope: what lies in others was not looked for. */
  readonly regions: readonly string[];
  /** The run's instant: controls have no other clock. */
  readonly asOf: Date;
}

export interface Subject<V> {
  readonly resourceId: string;
  readonly value: V;
  /** The kind of the resource, where it is not the subject's kind: a credential is judged, a user is fixed. */
  readonly resourceType?: FactKind;
}

export type Outcome =
  | { readonly verdict: "pass"; readonly evidence: Evidence }
  | { readonly verdict: "fail"; readonly evidence: Evidence }
  | { readonly verdict: "notApplicable"; readonly evidence: Evidence };

/**
 * Thrown by `evaluate` when the facts were seen and still do not decide: a policy that does not parse, a
 * joined fact that is missing. The engine makes it an unknown of that subject alone. The reason is one
 * sentence; it names no subject, so that a thousand like it make one cause.
 */
export class Undecidable extends Error {
  override readonly name = "Undecidable";
  /** The kind that was lacking, where it is not the subject's. */
  readonly kind: FactKind | null;

  constructor(reason: string, kind: FactKind | null = null) {
    super(reason);
    this.kind = kind;
  }
}

/**
 * Text with `${account}`, `${region}`, `${resource}` and `${name}` (the last part of the resource id) filled
 * in for a finding, and every key of `Remediation.fills` with what `filling` gave it.
 */
export type Template = string;

export interface Remediation {
  readonly summary: string;
  readonly cli: Template;
  readonly terraform: Template;
  /** A ready policy document, where the fix is one: JSON, its placeholders inside strings. */
  readonly policy?: Template;
  /** Placeholders of its own, which every failing outcome fills by `filling`. */
  readonly fills?: readonly string[];
  /** How to see that it worked. */
  readonly verify: Template;
}

/** What is judged and how: a control is one, or several side by side. */
export interface PartDefinition<S extends FactKind, R extends FactKind, V> {
  /** The kind that is enumerated; its scope decides whether it is judged per Region. */
  readonly subject: S;
  readonly reads: readonly R[];
  /** Kinds of `reads` whose facts are subjects too, beside those of `subject`: each unseen one is an unknown. */
  readonly alsoJudges?: readonly R[];
  /** What is judged, when it is not simply every fact of the subject kind. */
  subjects?(facts: Slices<S | R>, at: At): readonly Subject<V>[];
  evaluate(subject: Subject<V>, facts: Slices<S | R>, at: At): Outcome;
}

interface Description {
  /** Kebab-case, never reused. */
  readonly id: string;
  /** Reads as the state wanted: "Every IAM user has MFA". */
  readonly title: string;
  /** Raised when the rule's meaning changes; trends mark the day. */
  readonly version: number;
  readonly severity: Severity;
  readonly pillar: Pillar;
  readonly phase: Phase;
  readonly mappings: readonly Mapping[];
  readonly rationale: string;
  readonly remediation: Remediation;
  readonly runbook?: RunbookId;
}

export interface ControlDefinition<S extends FactKind, R extends FactKind, V>
  extends Description,
    PartDefinition<S, R, V> {}

/** One subject, ready to be judged; its type is closed over. */
export interface Case {
  readonly resourceId: string;
  readonly resourceType: FactKind;
  /** Throws `Undecidable` where the facts do not decide; any other exception is a defect of the control. */
  judge(facts: Slices<FactKind>): Outcome;
}

/** A part as the engine sees it, its generics closed over. */
export interface ControlPart
  extends Omit<PartDefinition<FactKind, FactKind, never>, "subjects" | "evaluate"> {
  /** The subjects in one account and one Region (`global` unless the subject kind is regional). */
  cases(facts: Slices<FactKind>, at: At): readonly Case[];
}

/** A control as the engine and the pages see it. */
export interface Control extends Description, ControlPart {
  /** Of a control of several parts, which lists the kinds of all of them; each is judged by what it reads itself. */
  readonly parts?: readonly ControlPart[];
}

/** Declares a part. `V` is the subject's payload unless `subjects` derives something else. */
export function definePart<S extends FactKind, R extends FactKind = never, V = PayloadOf<S>>(
  definition: PartDefinition<S, R, V> &
    (PayloadOf<S> extends V ? unknown : { subjects: NonNullable<PartDefinition<S, R, V>["subjects"]> }),
): ControlPart;
export function definePart<S extends FactKind, R extends FactKind>(
  definition: PartDefinition<S, R, PayloadOf<S>>,
): ControlPart {
  const { subject, reads, alsoJudges } = definition;
  const subjectsOf = (facts: Slices<FactKind>, at: At): readonly Subject<PayloadOf<S>>[] =>
    definition.subjects?.(facts, at) ??
    facts.all(subject).map((fact) => ({ resourceId: fact.resourceId, value: fact.payload }));
  return {
    subject,
    reads,
    ...(alsoJudges === undefined ? {} : { alsoJudges }),
    cases: (facts, at) =>
      subjectsOf(facts, at).map((each) => ({
        resourceId: each.resourceId,
        resourceType: each.resourceType ?? subject,
        judge: (slices) => definition.evaluate(each, slices, at),
      })),
  };
}

/** Declares a control of one part. */
export function defineControl<S extends FactKind, R extends FactKind = never, V = PayloadOf<S>>(
  definition: ControlDefinition<S, R, V> &
    (PayloadOf<S> extends V ? unknown : { subjects: NonNullable<ControlDefinition<S, R, V>["subjects"]> }),
): Control;
export function defineControl<S extends FactKind, R extends FactKind>(
  definition: ControlDefinition<S, R, PayloadOf<S>>,
): Control {
  return {
    ...definition,
    ...definePart<S, R>(definition),
    mappings: [...definition.mappings, cisaPillar(definition.pillar)],
  };
}

/**
 * Declares a control of several parts, whose subjects may be regional and global: what one part lacks leaves
 * the others their verdicts.
 */
export function defineControlOf(
  description: Description,
  parts: readonly [ControlPart, ...ControlPart[]],
): Control {
  const [{ subject }] = parts;
  const kinds = new Set(parts.flatMap((part) => [part.subject, ...part.reads]));
  kinds.delete(subject);
  return {
    ...description,
    mappings: [...description.mappings, cisaPillar(description.pillar)],
    subject,
    reads: [...kinds],
    parts,
    cases: (facts, at) => parts.flatMap((part) => part.cases(facts, at)),
  };
}

function outcome<V extends Outcome["verdict"]>(verdict: V) {
  return (summary: string, ...fragments: Evidence["fragments"]) => ({
    verdict,
    evidence: { summary, fragments },
  });
}

export const pass = outcome("pass");
export const fail = outcome("fail");
export const notApplicable = outcome("notApplicable");

/** A failing outcome with the values of the fact that the remediation's own placeholders stand for. */
export function filling(failed: Outcome, values: Readonly<Record<string, string>>): Outcome {
  return { ...failed, evidence: { ...failed.evidence, values } };
}

/** One fragment of evidence: what it is, where in which fact it stands, and the value itself. */
export function fragment(label: string, place: string, value: Json): Evidence["fragments"][number] {
  return { label, place, value };
}
