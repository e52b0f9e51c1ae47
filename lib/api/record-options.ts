import type { TargetsDto } from "./dto/targets.ts";
import { postJson } from "./fetch-json.ts";
import { pathQuery } from "./path-query.ts";
import type { TargetInput } from "./target-input.ts";

export const targetsOptions = (asOf: string | null) => pathQuery<TargetsDto>("/api/targets", asOf);

/** Sets what a metric is to reach. @throws ApiError `bad-request` with the field that is wrong. */
export function setTarget(input: TargetInput): Promise<{ readonly id: string }> {
  return postJson("/api/targets", input);
}
