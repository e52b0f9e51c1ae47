import type { AttestationInput } from "./attestation-input.ts";
import type { AccountDto, AccountsDto } from "./dto/accounts.ts";
import type { AttestationsDto } from "./dto/attestations.ts";
import type { ControlDto, ControlsDto } from "./dto/controls.ts";
import type { ExceptionDto, ExceptionsDto } from "./dto/exceptions.ts";
import type { FindingDto, FindingsDto } from "./dto/findings.ts";
import type { OverviewDto } from "./dto/overview.ts";
import type { PreflightDto } from "./dto/preflight.ts";
import type { RunDaysDto, RunDto, RunsDto } from "./dto/runs.ts";
import { type ExceptionsFilter, exceptionsSearchParams } from "./exception-filter.ts";
import type { ExceptionInput } from "./exception-input.ts";
import { fetchJson, postJson } from "./fetch-json.ts";
import { type FindingsFilter, findingsSearchParams } from "./filters.ts";
import { pathQuery } from "./path-query.ts";

const id = encodeURIComponent;

export const overviewOptions = (asOf: string | null) => pathQuery<OverviewDto>("/api/overview", asOf);
export const accountsOptions = (asOf: string | null) => pathQuery<AccountsDto>("/api/accounts", asOf);
export const accountOptions = (account: string, asOf: string | null) =>
  pathQuery<AccountDto>(`/api/accounts/${id(account)}`, asOf);
export const controlsOptions = (asOf: string | null) => pathQuery<ControlsDto>("/api/controls", asOf);
export const controlOptions = (control: string, asOf: string | null) =>
  pathQuery<ControlDto>(`/api/controls/${id(control)}`, asOf);
export const findingsOptions = (filter: FindingsFilter, asOf: string | null) =>
  pathQuery<FindingsDto>(`/api/findings?${findingsSearchParams(filter)}`, asOf);
export const findingOptions = (uid: string, asOf: string | null) =>
  pathQuery<FindingDto>(`/api/findings/${id(uid)}`, asOf);
export const runsOptions = (asOf: string | null) => pathQuery<RunsDto>("/api/runs", asOf);
export const runOptions = (run: string, asOf: string | null) =>
  pathQuery<RunDto>(`/api/runs/${id(run)}`, asOf);
export const exceptionsOptions = (filter: ExceptionsFilter, asOf: string | null) =>
  pathQuery<ExceptionsDto>(`/api/exceptions?${exceptionsSearchParams(filter)}`, asOf);
export const exceptionOptions = (exception: string, asOf: string | null) =>
  pathQuery<ExceptionDto>(`/api/exceptions/${id(exception)}`, asOf);
export const attestationsOptions = (asOf: string | null) =>
  pathQuery<AttestationsDto>("/api/attestations", asOf);

// These have no past: a preflight tells what may be read now, and the days of runs are what one can go back to.
export const preflightOptions = () => pathQuery<PreflightDto>("/api/preflight", null);
export const runDaysOptions = () => pathQuery<RunDaysDto>("/api/runs/days", null);

/** Asks for a run; answers with its id, or with that of the one under way. */
export function collectNow(): Promise<{ readonly id: string; readonly started: boolean }> {
  return fetchJson("/api/runs", { method: "POST" });
}

export function cancelRun(run: string): Promise<{ readonly cancelled: true }> {
  return fetchJson(`/api/runs/${id(run)}/cancel`, { method: "POST" });
}

/** Asks for a preflight. @throws ApiError `conflict` when one is under way. */
export function startPreflight(): Promise<{ readonly id: string }> {
  return fetchJson("/api/preflight", { method: "POST" });
}

/** Records an exception. @throws ApiError `bad-request` with the field that is wrong. */
export function requestException(input: ExceptionInput): Promise<{ readonly id: string }> {
  return postJson("/api/exceptions", input);
}

export function revokeException(exception: string): Promise<{ readonly revoked: true }> {
  return fetchJson(`/api/exceptions/${id(exception)}/revoke`, { method: "POST" });
}

/** Records an attestation. @throws ApiError `bad-request` with the field that is wrong. */
export function attest(input: AttestationInput): Promise<{ readonly id: string }> {
  return postJson("/api/attestations", input);
}

export function withdrawAttestation(attestation: string): Promise<{ readonly withdrawn: true }> {
  return fetchJson(`/api/attestations/${id(attestation)}/withdraw`, { method: "POST" });
}
