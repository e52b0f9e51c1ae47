import { BadInput, parseInput } from "#lib/api/bad-input.ts";
import { targetInput } from "#lib/api/target-input.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { setTarget } from "#lib/store/targets.ts";
import { withDatabase } from "./database.ts";

/**
 * Sets what a metric is to reach from now on, for the whole Organization.
 *
 * @throws BadInput naming the field that is wrong.
 */
export async function setTargetNow(viewer: Viewer, given: unknown): Promise<{ readonly id: string }> {
  const input = parseInput(targetInput, given);
  if (viewer.accounts !== "all")
    throw new BadInput(
      "metric",
      "A target is of the whole Organization: only who sees all of it may set one.",
    );
  await withDatabase((pool) => setTarget(pool, input, viewer.name));
  return { id: input.metric };
}
