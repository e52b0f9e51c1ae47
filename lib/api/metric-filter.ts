import { z } from "zod";
import { standings } from "#lib/metrics/measurement.ts";
import { BadFilter } from "./filters.ts";

const word = z.string().regex(/^[A-Za-z0-9.-]{1,48}$/, "must be a word that the page itself offers");

const metricFilter = z.object({
  unit: z
    .string()
    .regex(/^(r|ou)-[a-z0-9-]{4,64}$/, "must be the id of a root or an organizational unit")
    .nullable()
    .default(null),
  account: z
    .string()
    .regex(/^\d{12}$/, "must be an account id of 12 digits")
    .nullable()
    .default(null),
  standing: z
    .enum(standings, { error: `must be one of ${standings.join(", ")}` })
    .nullable()
    .default(null),
  reason: word.nullable().default(null),
  class: word.nullable().default(null),
  type: word.nullable().default(null),
  search: z.string().trim().min(1).max(512, "must be at most 512 characters").nullable().default(null),
  cursor: z.string().max(1024).nullable().default(null),
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
  const given = [...parameters].filter(([, value]) => value !== "");
  const parsed = metricFilter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadFilter(String(issue?.path[0] ?? "filter"), issue?.message ?? "cannot be understood");
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
