import { isEveryAction } from "./pattern.ts";
import type { Statement } from "./policy.ts";

/** Whether an action pattern admits every action of some service: `s3:*`, `*`, `s*:**`. */
export function isWholeService(pattern: string): boolean {
  return isEveryAction(pattern) || /^[^:]+:\*+$/.test(pattern);
}

/**
 * Whether a statement allows all actions of some service. `NotAction` does, unless it leaves nothing over:
 * every service it does not name is allowed whole.
 */
export function isWholeServiceGrant(statement: Statement): boolean {
  if (statement.effect !== "Allow") return false;
  return statement.actions !== null
    ? statement.actions.some(isWholeService)
    : !(statement.notActions ?? []).some(isEveryAction);
}
