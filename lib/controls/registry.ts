import type { Control } from "./define.ts";
import { iamUserMfa } from "./identity/iam-user-mfa.ts";

/** The catalogue: every control that is judged, one line each. */
export const controls: readonly Control[] = [iamUserMfa];

const byId = new Map(controls.map((control) => [control.id, control]));

export function controlById(id: string): Control | undefined {
  return byId.get(id);
}
