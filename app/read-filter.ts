import { BadFilter } from "#lib/api/filters.ts";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** A page's search parameters through its filter's parser; a parameter given twice counts as a list. */
export function readFilter<T>(given: SearchParams, parse: (parameters: URLSearchParams) => T): T | BadFilter {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(",")]],
  );
  try {
    return parse(new URLSearchParams(pairs));
  } catch (error) {
    if (error instanceof BadFilter) return error;
    throw error;
  }
}
