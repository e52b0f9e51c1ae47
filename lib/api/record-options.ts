import type { IncidentsDto } from "./dto/incidents.ts";
import type { TargetsDto } from "./dto/targets.ts";
import { fetchJson, postJson } from "./fetch-json.ts";
import type { IncidentInput } from "./incident-input.ts";
import { pathQuery } from "./path-query.ts";
import type { TargetInput } from "./target-input.ts";

export const targetsOptions = (asOf: string | null) => pathQuery<TargetsDto>("/api/targets", asOf);
export const incidentsOptions = (asOf: string | null) => pathQuery<IncidentsDto>("/api/incidents", asOf);

/** Sets what a metric is to reach. @throws ApiError `bad-request` with the field that is wrong. */
export function setTarget(input: TargetInput): Promise<{ readonly id: string }> {
  return postJson("/api/targets", input);
}

/** Records an incident. @throws ApiError `bad-request` with the field that is wrong. */
export function recordIncident(input: IncidentInput): Promise<{ readonly id: string }> {
  return postJson("/api/incidents", input);
}

export function withdrawIncident(incident: string): Promise<{ readonly withdrawn: true }> {
  return fetchJson(`/api/incidents/${encodeURIComponent(incident)}/withdraw`, { method: "POST" });
}
