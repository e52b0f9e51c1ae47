import { z } from "zod";
import { standings } from "#lib/metrics/measurement.ts";
import { filterFields, parseFilter } from "./filter-fields.ts";

const word = z.string().regex(/^[A-Za-z0-9.-]{1,48}$/, "must be a word that the page itself offers");

const metricFilter = z.object({
  unit: filterFields.unit,
  account: filterFields.account,
  standing: z
    .enum(standings, { error: `must be one of ${standings.join(", ")}` })
    .nullable()
    .default(null),
  reason: word.nullable().default(null),
  class: word.nullable().default(null),
  type: word.nullable().default(null),
  search: filterFields.search,
  cursor: filterFields.cursor,
});

/** What a metric's page shows, in the URL and out of it. */
export type MetricFilter = z.infer<typeof metricFilter>;

export const defaultMetricFilter: MetricFilter = metricFilter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseMetricFilter(parameters: URLSearchParams): MetricFilter {
  return parseFilter(metricFilter, parameters);
}

/** The search parameters of a filter, without what is the default anyway. */
export function metricSearchParams(filter: MetricFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(metricFilter.shape)) {
    const value = filter[metricFilter.keyof().parse(name)];
    if (value !== null) parameters.set(name, value);
  }
  return parameters;
}
