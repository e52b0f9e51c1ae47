import type { Evidence, Json, Severity } from "#lib/inventory/findings.ts";
import type { Fact, FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Mapping } from "./frameworks.ts";

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
export type Phase = 1 | 2 | 3 | 4 | 5;

/** The facts a control declared in `reads`, and its subject's kind; nothing else can be asked for. */
export interface Slices<K extends FactKind> {
  /** Facts of the account under judgement; a regional kind only in the subject's Region. */
  all<T extends K>(kind: T): readonly Fact<T>[];
  one<T extends K>(kind: T, resourceId: string): Fact<T> | undefined;
}

/** Where and when a judgement is made. */
export interface At {
  readonly accountId: string;
  readonly region: string;
  /** The run's instant: controls have no other clock. */
  readonly asOf: Date;
}

export interface Subject<V> {
  readonly resourceId: string;
  readonly value: V;
}

export type Outcome =
  | { readonly verdict: "pass"; readonly evidence: Evidence }
  | { readonly verdict: "fail"; readonly evidence: Evidence }
  | { readonly verdict: "notApplicable"; readonly evidence: Evidence };

/**
 * Text with `${account}`, `${region}`, `${resource}` and `${name}` (the last part of the resource id)
 * filled in for a finding.
 */
export type Template = string;

export interface Remediation {
  readonly summary: string;
  readonly cli: Template;
  readonly terraform: Template;
  /** How to see that it worked. */
  readonly verify: Template;
}

export interface ControlDefinition<S extends FactKind, R extends FactKind, V> {
  /** Kebab-case, never reused. */
  readonly id: string;
  /** Reads as the state wanted: "Every IAM user has MFA". */
  readonly title: string;
  /** Raised when the rule's meaning changes; trends mark the day. */
  readonly version: number;
  readonly severity: Severity;
  readonly pillar: Pillar;
  readonly phase: Phase;
  /** The kind that is enumerated; its scope decides whether the control is judged per Region. */
  readonly subject: S;
  readonly reads: readonly R[];
  readonly mappings: readonly Mapping[];
  readonly rationale: string;
  readonly remediation: Remediation;
  readonly runbook?: "credential-compromise" | "public-exposure" | "lateral-movement" | "data-exfiltration";
  /** What is judged, when it is not simply every fact of the subject kind. */
  subjects?(facts: Slices<S | R>, at: At): readonly Subject<V>[];
  evaluate(subject: Subject<V>, facts: Slices<S | R>, at: At): Outcome;
}

/** A control as the engine and the pages see it, its generics closed over. */
export interface Control extends Omit<ControlDefinition<FactKind, FactKind, never>, "subjects" | "evaluate"> {
  /** All subjects with their outcomes, in one account and one Region (`global` for a global subject). */
  judge(facts: Slices<FactKind>, at: At): Iterable<{ resourceId: string; outcome: Outcome }>;
  /** The resource ids alone: what is unknown when the inputs were not completely seen. */
  enumerate(facts: Slices<FactKind>, at: At): readonly string[];
}

/** Declares a control. `V` is the subject's payload unless `subjects` derives something else. */
export function defineControl<S extends FactKind, R extends FactKind = never, V = PayloadOf<S>>(
  definition: ControlDefinition<S, R, V> &
    (PayloadOf<S> extends V ? unknown : { subjects: NonNullable<ControlDefinition<S, R, V>["subjects"]> }),
): Control;
export function defineControl<S extends FactKind, R extends FactKind>(
  definition: ControlDefinition<S, R, PayloadOf<S>>,
): Control {
  const subjectsOf = (facts: Slices<FactKind>, at: At) =>
    definition.subjects?.(facts, at) ??
    facts.all(definition.subject).map((fact) => ({ resourceId: fact.resourceId, value: fact.payload }));
  return {
    ...definition,
    *judge(facts, at) {
      for (const subject of subjectsOf(facts, at))
        yield { resourceId: subject.resourceId, outcome: definition.evaluate(subject, facts, at) };
    },
    enumerate: (facts, at) => subjectsOf(facts, at).map((subject) => subject.resourceId),
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

/** One fragment of evidence: what it is, where in which fact it stands, and the value itself. */
export function fragment(label: string, place: string, value: Json): Evidence["fragments"][number] {
  return { label, place, value };
}
