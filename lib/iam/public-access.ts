import { isConfining } from "./confining-conditions.ts";
import { covers, coversAction } from "./pattern.ts";
import type { Statement } from "./policy.ts";

/**
 * Whether a statement names everybody as its principal, in any spelling; `NotPrincipal` names all but a few. A
 * canonical user or CloudFront's own identity is somebody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namesEverybody({ principals, notPrincipals }: Statement): boolean {
  if (notPrincipals !== null) return true;
  return (principals ?? []).some(({ type, value }) => type !== "Service" && value === "*");
}

function coversAll(
  wide: readonly string[] | null,
  narrow: readonly string[] | null,
  covering: (pattern: string, target: string) => boolean,
): boolean {
  return (narrow ?? ["*"]).every((target) => (wide ?? ["*"]).some((pattern) => covering(pattern, target)));
}

/** Whether a Deny forbids all that an Allow gives to everybody but those whom its conditions leave out. */
function takesBack(deny: Statement, allow: Statement): boolean {
  if (deny.effect !== "Deny" || deny.notActions !== null || deny.notResources !== null) return false;
  const forAll =
    deny.notPrincipals === null
      ? (deny.principals ?? []).some(({ type, value }) => type === "AWS" && value === "*")
      : !deny.notPrincipals.some(({ value }) => value === "*");
  const spares = deny.conditions.every((condition) => isConfining(condition, "Deny"));
  // Without conditions and for everybody it takes all of it back, which is confined enough.
  if (!forAll || !spares) return false;
  return (
    coversAll(deny.actions, allow.notActions === null ? allow.actions : ["*"], coversAction) &&
    coversAll(deny.resources, allow.notResources === null ? allow.resources : ["*"], covers)
  );
}

/**
 * The statements of a resource policy that let everybody in: an Allow whose principal is everybody, none of
 * whose conditions holds strangers back, and which no Deny of the policy takes back but for a few. A service
 * as principal is not everybody, nor is any account, however foreign.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
 */
export function publicStatements(statements: readonly Statement[]): readonly Statement[] {
  const denies = statements.filter(({ effect }) => effect === "Deny");
  return statements.filter(
    (statement) =>
      statement.effect === "Allow" &&
      namesEverybody(statement) &&
      !statement.conditions.some((condition) => isConfining(condition, "Allow")) &&
      !denies.some((deny) => takesBack(deny, statement)),
  );
}
