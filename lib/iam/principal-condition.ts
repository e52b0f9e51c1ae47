import { isKey, operatorOf } from "./condition.ts";
import { covers } from "./pattern.ts";
import type { Condition } from "./policy.ts";

const like = new Set(["arnlike", "arnequals", "stringlike"]);
const operators = new Set([...like, "stringequals"]);
const negations: Readonly<Record<string, string>> = {
  arnnotlike: "arnlike",
  arnnotequals: "arnequals",
  stringnotlike: "stringlike",
  stringnotequals: "stringequals",
};

/**
 * Whether a condition holds for a principal, whatever it asks for; null where its ARN does not decide it:
 * another key, an operator on sets, a variable other than the account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function holdsFor(condition: Condition, principalArn: string): boolean | null {
  const written = operatorOf(condition.operator);
  const positive = negations[written.name];
  const name = positive ?? written.name;
  if (!operators.has(name) || written.quantifier !== null || !isKey(condition, "aws:PrincipalArn"))
    return null;
  const accountId = principalArn.split(":")[4] ?? "";
  const patterns = condition.values.map((value) =>
    value.replaceAll(/\$\{aws:PrincipalAccount\}/gi, accountId),
  );
  if (patterns.some((pattern) => pattern.includes("${"))) return null;
  const matches = patterns.some((pattern) =>
    like.has(name) ? covers(pattern, principalArn) : pattern === principalArn,
  );
  return positive === undefined ? matches : !matches;
}
