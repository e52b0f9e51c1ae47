import { demands, isKey, operatorOf } from "./condition.ts";
import { coversAction } from "./pattern.ts";
import type { Condition, Statement } from "./policy.ts";

const action = "sts:AssumeRoleWithWebIdentity";

/** Keys that only a caller with AWS credentials of its own brings along: a bearer of a token never does. */
const ofAwsCallers = /^(aws:principal|aws:userid|aws:username|sts:externalid)/i;

function admitsWebIdentity(statement: Statement): boolean {
  if (statement.effect !== "Allow") return false;
  const names = (patterns: readonly string[]) => patterns.some((pattern) => coversAction(pattern, action));
  const named = statement.actions !== null ? names(statement.actions) : !names(statement.notActions ?? []);
  return (
    named &&
    !statement.conditions.some(
      (condition) => ofAwsCallers.test(condition.key) && demands([condition], condition.key, () => true),
    )
  );
}

const provider = /^arn:[^:]*:iam::\d{12}:oidc-provider\/(.+)$/;

/**
 * Issuers of an account's own OIDC providers whose tokens a trust statement lets in, as condition keys name
 * them: `token.actions.githubusercontent.com`. `*` stands for any provider, whatever it is written with. The
 * logins that AWS knows by itself (Cognito, Google, Facebook, Amazon) are not among them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function trustedIssuers(statement: Statement): readonly string[] {
  if (!admitsWebIdentity(statement)) return [];
  if (statement.notPrincipals !== null) return ["*"];
  return (statement.principals ?? []).flatMap(({ type, value }) => {
    if (value === "*" && (type === "AWS" || type === "Federated")) return ["*"];
    const issuer = type === "Federated" ? provider.exec(value)?.[1] : undefined;
    return issuer === undefined ? [] : [issuer];
  });
}

/** `StringEquals` takes `*` for a star, `StringLike` for anything at all. */
function isWholeText(condition: Condition) {
  const like = operatorOf(condition.operator).name.endsWith("like");
  return (value: string) => value !== "" && !(like && /[*?]/.test(value));
}

/** Whether a statement asks of tokens of an issuer that their `sub` is one of those it spells out. */
export function namesSubjects(statement: Statement, issuer: string): boolean {
  return statement.conditions.some((condition) => {
    const isSub = issuer === "*" ? /:sub$/i.test(condition.key) : isKey(condition, `${issuer}:sub`);
    return isSub && demands([condition], condition.key, isWholeText(condition));
  });
}
