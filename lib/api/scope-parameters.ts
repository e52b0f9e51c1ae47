import { parseMetricFilter } from "./metric-filter.ts";

/** The unit or the account that a page is limited to; both null for the Organization. */
export interface ScopeChoice {
  readonly unit: string | null;
  readonly account: string | null;
}

/** Reads the scope out of search parameters. @throws BadFilter naming the parameter. */
export function parseScope(parameters: URLSearchParams): ScopeChoice {
  const given = [...parameters].filter(([name]) => name === "unit" || name === "account");
  const { unit, account } = parseMetricFilter(new URLSearchParams(given));
  return { unit, account };
}

/** An address limited to a scope. */
export function withScope(path: string, { unit, account }: ScopeChoice): string {
  const parameters = new URLSearchParams();
  if (unit !== null) parameters.set("unit", unit);
  if (account !== null) parameters.set("account", account);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
