import { parseAsOf } from "#lib/api/as-of.ts";
import type { BadFilter } from "#lib/api/filters.ts";
import { type Moment, past, present } from "#lib/queries/moment.ts";
import { readFilter, type SearchParams } from "./read-filter.ts";

/** The moment that a page's address asks for, for its queries, and as it is written, for the keys of what it read. */
export function readAsOf(given: SearchParams): { asOf: string | null; moment: Moment } | BadFilter {
  return readFilter({ asOf: given["asOf"] }, (parameters) => {
    const asOf = parseAsOf(parameters);
    return asOf === null ? { asOf: null, moment: present() } : { asOf: asOf.text, moment: past(asOf.at) };
  });
}
