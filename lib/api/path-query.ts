import { queryOptions } from "@tanstack/react-query";
import { withAsOf } from "./as-of.ts";
import { fetchJson } from "./fetch-json.ts";

/**
 * A query under the key that is its path, the moment it shows included: the server fills the same key before the page
 * is sent.
 */
export function pathQuery<T>(path: string, asOf: string | null) {
  const address = withAsOf(path, asOf);
  return queryOptions({ queryKey: [address], queryFn: ({ signal }) => fetchJson<T>(address, { signal }) });
}
