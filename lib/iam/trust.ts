import { demands } from "./condition.ts";
import { coversAction } from "./pattern.ts";
import type { Principal, Statement } from "./policy.ts";

export type TrustedPrincipal =
  | { readonly kind: "anyone"; readonly value: string }
  | { readonly kind: "account"; readonly value: string; readonly accountId: string }
  | { readonly kind: "service" | "federated"; readonly value: string }
  /** An id such as `AROA…`: AWS writes it in place of a principal that was deleted; it admits nobody. */
  | { readonly kind: "deleted"; readonly value: string };

/** What trust is measured against. */
export interface OwnOrganization {
  /** `o-…`; null when the account belongs to none. */
  readonly id: string | null;
  readonly accountIds: ReadonlySet<string>;
}

const accountInArn = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/;
const uniqueId = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

function trusted({ type, value }: Principal): TrustedPrincipal {
  if (type === "Service") return { kind: "service", value };
  if (type === "Federated") return { kind: "federated", value };
  const accountId = /^\d{12}$/.test(value) ? value : accountInArn.exec(value)?.[1];
  if (accountId !== undefined) return { kind: "account", value, accountId };
  if (uniqueId.test(value)) return { kind: "deleted", value };
  return { kind: "anyone", value };
}

/**
 * Whom a trust statement names. `NotPrincipal`, and an AWS principal that is neither account nor ARN, admit
 * anyone: what is not understood is not taken for narrow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustedPrincipals(statement: Statement): readonly TrustedPrincipal[] {
  if (statement.notPrincipals !== null) return [{ kind: "anyone", value: "NotPrincipal" }];
  return (statement.principals ?? []).map(trusted);
}

/** Whether an Allow statement lets its AWS principals assume the role. */
export function admitsAssumeRole(statement: Statement): boolean {
  if (statement.effect !== "Allow") return false;
  const names = (patterns: readonly string[]) =>
    patterns.some((pattern) => coversAction(pattern, "sts:AssumeRole"));
  return statement.actions !== null ? names(statement.actions) : !names(statement.notActions ?? []);
}

/** Whether the conditions admit principals of the organization only. */
export function isConfinedTo(statement: Statement, organizationId: string | null): boolean {
  if (organizationId === null) return false;
  return (
    demands(statement.conditions, "aws:PrincipalOrgID", (value) => value === organizationId) ||
    demands(statement.conditions, "aws:PrincipalOrgPaths", (value) => value.startsWith(`${organizationId}/`))
  );
}

/** The AWS principals outside the organization that an Allow statement lets assume the role. */
export function outsiders(statement: Statement, own: OwnOrganization): readonly TrustedPrincipal[] {
  if (!admitsAssumeRole(statement) || isConfinedTo(statement, own.id)) return [];
  return trustedPrincipals(statement).filter(
    (principal) =>
      principal.kind === "anyone" ||
      (principal.kind === "account" && !own.accountIds.has(principal.accountId)),
  );
}

export type Guard = "sts:ExternalId" | "aws:MultiFactorAuthPresent";

/**
 * What a statement demands of whoever assumes the role. A pattern that takes any external id is no guard.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function guards(statement: Statement): readonly Guard[] {
  const found: Guard[] = [];
  if (demands(statement.conditions, "sts:ExternalId", (value) => !/^[*?]*$/.test(value)))
    found.push("sts:ExternalId");
  if (demands(statement.conditions, "aws:MultiFactorAuthPresent", (value) => value.toLowerCase() === "true"))
    found.push("aws:MultiFactorAuthPresent");
  return found;
}
