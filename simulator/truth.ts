import { guardrailTruth } from "./model/guardrails.ts";
import { activeAccounts } from "./model/organization.ts";
import type { TruthRow, World } from "./model/world.ts";

/** Every verdict the controls must reach on this day, from the intents of the model. */
export function groundTruth(world: World): TruthRow[] {
  return activeAccounts(world.organization).flatMap((account) => [guardrailTruth(world, account)]);
}
