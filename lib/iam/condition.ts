import type { Condition } from "./policy.ts";

export interface Operator {
  /** The set operator of a multivalued key, null when none is written. */
  readonly quantifier: "ForAnyValue" | "ForAllValues" | null;
  /** Lower case, without quantifier and suffix: `stringlike`. */
  readonly name: string;
  readonly ifExists: boolean;
}

/**
 * Takes a condition operator apart: `ForAnyValue:StringLikeIfExists` → any, `stringlike`, if exists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorOf(written: string): Operator {
  const colon = written.indexOf(":");
  const prefix = written.slice(0, Math.max(colon, 0)).toLowerCase();
  const rest = written.slice(colon + 1).toLowerCase();
  const ifExists = rest.endsWith("ifexists");
  return {
    quantifier: prefix === "foranyvalue" ? "ForAnyValue" : prefix === "forallvalues" ? "ForAllValues" : null,
    name: ifExists ? rest.slice(0, -"ifexists".length) : rest,
    ifExists,
  };
}

const demanding = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "bool",
]);

/** Condition keys are not case-sensitive. */
export function isKey(condition: Condition, key: string): boolean {
  return condition.key.toLowerCase() === key.toLowerCase();
}

/**
 * Whether the conditions let a request through only when `key` is present with a value that `accept` takes.
 * `…IfExists` and `ForAllValues:` are true without the key, so they demand nothing; negated operators
 * neither.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function demands(
  conditions: readonly Condition[],
  key: string,
  accept: (value: string) => boolean,
): boolean {
  return conditions.some((condition) => {
    if (!isKey(condition, key)) return false;
    const operator = operatorOf(condition.operator);
    if (!demanding.has(operator.name) || operator.ifExists) return false;
    if (operator.quantifier === "ForAllValues") return false;
    return condition.values.length > 0 && condition.values.every(accept);
  });
}
