import { queryOptions } from "@tanstack/react-query";
import type { FrameworkDto, FrameworksDto } from "./dto/frameworks.ts";
import { fetchJson } from "./fetch-json.ts";

function query<T>(path: string, account: string | null) {
  const address = account === null ? path : `${path}?account=${account}`;
  return queryOptions({
    queryKey: [address],
    queryFn: ({ signal }) => fetchJson<T>(address, { signal }),
  });
}

export const frameworksOptions = (account: string | null) => query<FrameworksDto>("/api/frameworks", account);
export const frameworkOptions = (framework: string, account: string | null) =>
  query<FrameworkDto>(`/api/frameworks/${encodeURIComponent(framework)}`, account);
