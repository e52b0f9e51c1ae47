import { dataControls } from "./data/registry.ts";
import type { Control } from "./define.ts";
import { governanceControls } from "./governance/registry.ts";
import { identityControls } from "./identity/registry.ts";
import { monitoringControls } from "./monitoring/registry.ts";
import { networkControls } from "./network/registry.ts";
import { workloadControls } from "./workload/registry.ts";

/** The catalogue in the order of its chapters: every control that is judged. */
export const controls: readonly Control[] = [
  ...identityControls,
  ...workloadControls,
  ...networkControls,
  ...dataControls,
  ...monitoringControls,
  ...governanceControls,
];

const byId = new Map(controls.map((control) => [control.id, control]));

export function controlById(id: string): Control | undefined {
  return byId.get(id);
}
