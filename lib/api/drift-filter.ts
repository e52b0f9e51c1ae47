import { z } from "zod";
import { filterFields, parseFilter } from "./filter-fields.ts";

const filter = z.object({
  unit: filterFields.unit,
  account: filterFields.account,
  control: filterFields.control,
  cursor: filterFields.cursor,
});

/** What the drift page shows, in the URL and out of it. */
export type DriftFilter = z.infer<typeof filter>;

export const defaultDriftFilter: DriftFilter = filter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseDriftFilter(parameters: URLSearchParams): DriftFilter {
  return parseFilter(filter, parameters);
}

/** The search parameters of a filter, without what is the default anyway. */
export function driftSearchParams(filter: Partial<DriftFilter>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== null) parameters.set(name, value);
  return parameters;
}
