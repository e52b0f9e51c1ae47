import { z } from "zod";
import { type AsOf, parseMoment } from "./as-of.ts";
import { filterFields, parseFilter } from "./filter-fields.ts";
import { BadFilter } from "./filters.ts";

/** Those that open findings first, then those that end them; see lib/queries/changed-findings.ts. */
export const changeKinds = ["new", "regressed", "reopened", "fixed", "excepted", "departed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** How far back a comparison begins where nobody says. */
export const comparedDays = 7;

const moment = z.string().max(40, "must be a day, such as 2026-10-01, or an instant").default("");

const filter = z.object({
  from: moment,
  to: moment,
  unit: filterFields.unit,
  account: filterFields.account,
  control: filterFields.control,
  kind: z
    .enum(changeKinds, { error: `must be one of ${changeKinds.join(", ")}` })
    .nullable()
    .default(null),
  cursor: filterFields.cursor,
});

/** What the comparison shows, in the URL and out of it. */
export interface CompareFilter extends Omit<z.infer<typeof filter>, "from" | "to"> {
  /** Null: `comparedDays` before the other one, or the first run. */
  readonly from: AsOf | null;
  /** Null: the moment that the page shows. */
  readonly to: AsOf | null;
}

export const defaultCompareFilter: CompareFilter = { ...filter.parse({}), from: null, to: null };

/**
 * Reads the filter out of search parameters as of `shown`, the moment that is shown; unknown ones are ignored, empty
 * ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseCompareFilter(parameters: URLSearchParams, shown: Date): CompareFilter {
  const { from: fromText, to: toText, ...rest } = parseFilter(filter, parameters);
  const to = parseMoment("to", toText, shown);
  const from = parseMoment("from", fromText, shown);
  if (from !== null && from.at >= (to?.at ?? shown)) throw new BadFilter("from", "must be before to");
  return { ...rest, from, to };
}

/** The search parameters of a filter, without what is the default anyway. */
export function compareSearchParams({ from, to, ...rest }: Partial<CompareFilter>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ from: from?.text, to: to?.text, ...rest }))
    if (value !== null && value !== undefined) parameters.set(name, value);
  return parameters;
}
