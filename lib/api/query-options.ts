import { queryOptions } from "@tanstack/react-query";
import type { AttestationInput } from "./attestation-input.ts";
import type { AccountDto, AccountsDto } from "./dto/accounts.ts";
import type { AttestationsDto } from "./dto/attestations.ts";
import type { ControlDto, ControlsDto } from "./dto/controls.ts";
import type { ExceptionDto, ExceptionsDto } from "./dto/exceptions.ts";
import type { FindingDto, FindingsDto } from "./dto/findings.ts";
import type { OverviewDto } from "./dto/overview.ts";
import type { PreflightDto } from "./dto/preflight.ts";
import type { RunDto, RunsDto } from "./dto/runs.ts";
import { type ExceptionsFilter, exceptionsSearchParams } from "./exception-filter.ts";
import type { ExceptionInput } from "./exception-input.ts";
import { fetchJson } from "./fetch-json.ts";
import { type FindingsFilter, findingsSearchParams } from "./filters.ts";

/** A query under the key that is its path: the server fills the same key before the page is sent. */
function query<T>(path: string) {
  return queryOptions({ queryKey: [path], queryFn: ({ signal }) => fetchJson<T>(path, { signal }) });
}

const id = encodeURIComponent;

export const overviewOptions = () => query<OverviewDto>("/api/overview");
export const accountsOptions = () => query<AccountsDto>("/api/accounts");
export const accountOptions = (account: string) => query<AccountDto>(`/api/accounts/${id(account)}`);
export const controlsOptions = () => query<ControlsDto>("/api/controls");
export const controlOptions = (control: string) => query<ControlDto>(`/api/controls/${id(control)}`);
export const findingsOptions = (filter: FindingsFilter) =>
  query<FindingsDto>(`/api/findings?${findingsSearchParams(filter)}`);
export const findingOptions = (uid: string) => query<FindingDto>(`/api/findings/${id(uid)}`);
export const runsOptions = () => query<RunsDto>("/api/runs");
export const preflightOptions = () => query<PreflightDto>("/api/preflight");
export const exceptionsOptions = (filter: ExceptionsFilter) =>
  query<ExceptionsDto>(`/api/exceptions?${exceptionsSearchParams(filter)}`);
export const exceptionOptions = (exception: string) =>
  query<ExceptionDto>(`/api/exceptions/${id(exception)}`);
export const attestationsOptions = () => query<AttestationsDto>("/api/attestations");
export const runOptions = (run: string) => query<RunDto>(`/api/runs/${id(run)}`);

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

function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { "content-type": "application/json" };
  return fetchJson(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Records an exception. @throws ApiError `bad-request` with the field that is wrong. */
export function requestException(input: ExceptionInput): Promise<{ readonly id: string }> {
  return post("/api/exceptions", input);
}

export function revokeException(exception: string): Promise<{ readonly revoked: true }> {
  return fetchJson(`/api/exceptions/${id(exception)}/revoke`, { method: "POST" });
}

/** Records an attestation. @throws ApiError `bad-request` with the field that is wrong. */
export function attest(input: AttestationInput): Promise<{ readonly id: string }> {
  return post("/api/attestations", input);
}

export function withdrawAttestation(attestation: string): Promise<{ readonly withdrawn: true }> {
  return fetchJson(`/api/attestations/${id(attestation)}/withdraw`, { method: "POST" });
}
