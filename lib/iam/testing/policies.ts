import { actionTable } from "../data/action-table.ts";
import { effectivePermissions, limitsOf, type PolicyLayers } from "../effective.ts";
import { type PolicyGrants, policyGrants } from "../grants.ts";
import { parsePolicy } from "../policy.ts";

export function grants(...statements: object[]): PolicyGrants {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return policyGrants(parsed.statements, actionTable);
}

export function allow(
  Action: string | string[],
  Resource: string | string[] = "*",
  more: object = {},
): object {
  return { Effect: "Allow", Action, Resource, ...more };
}

export function deny(
  Action: string | string[],
  Resource: string | string[] = "*",
  more: object = {},
): object {
  return { Effect: "Deny", Action, Resource, ...more };
}

export const principalArn = "arn:aws:iam::111122223333:role/team/deploy";

/** The layers as documents; control policies by level. */
interface Documents extends Partial<Pick<PolicyLayers, "identity" | "boundary">> {
  readonly control?: readonly (readonly PolicyGrants[])[];
}

export function permissions({ identity = [], boundary = null, control }: Documents) {
  const limits = control === undefined ? null : limitsOf(control, actionTable);
  return effectivePermissions({ principalArn, identity, boundary, control: limits }, actionTable);
}

/** Those of some actions that a set holds. */
export function among(set: PolicyGrants["some"], ...actions: string[]): string[] {
  return actions.filter((action) => actionTable.named(action).intersects(set));
}
