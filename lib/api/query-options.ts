import { queryOptions } from "@tanstack/react-query";
import type { AccountDto, AccountsDto } from "./dto/accounts.ts";
import type { ControlDto, ControlsDto } from "./dto/controls.ts";
import type { FindingDto, FindingsDto } from "./dto/findings.ts";
import type { OverviewDto } from "./dto/overview.ts";
import type { PreflightDto } from "./dto/preflight.ts";
import type { RunDto, RunsDto } from "./dto/runs.ts";
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
