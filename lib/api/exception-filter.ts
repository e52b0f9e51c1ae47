import { z } from "zod";
import { filterFields, parseFilter } from "./filter-fields.ts";

/** An exception that ends within so many days is expiring. */
export const expiringDays = 14;

export const exceptionStates = ["in-force", "expiring", "scheduled", "over", "revoked", "all"] as const;

const filter = z.object({
  state: z.enum(exceptionStates, `must be one of ${exceptionStates.join(", ")}`).default("in-force"),
  control: filterFields.control,
  account: filterFields.account,
});

/** What the exceptions page shows, in the URL and out of it. */
export type ExceptionsFilter = z.infer<typeof filter>;

export const defaultExceptionsFilter: ExceptionsFilter = filter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseExceptionsFilter(parameters: URLSearchParams): ExceptionsFilter {
  return parseFilter(filter, parameters);
}

/** The search parameters of a filter, without what is the default anyway. */
export function exceptionsSearchParams({ state, control, account }: ExceptionsFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state !== defaultExceptionsFilter.state) parameters.set("state", state);
  if (control !== null) parameters.set("control", control);
  if (account !== null) parameters.set("account", account);
  return parameters;
}
