"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import {
  BadFilter,
  defaultFindingsFilter,
  type FindingsFilter,
  findingsSearchParams,
  parseFindingsFilter,
} from "#lib/api/filters.ts";
import { useAsOf } from "../time/as-of.tsx";

export type ChangeFilter = (change: Partial<FindingsFilter>) => void;

function read(parameters: URLSearchParams): FindingsFilter {
  try {
    return parseFindingsFilter(parameters);
  } catch (error) {
    // The server has said what is wrong with it; until the reader leaves, the default stands in.
    if (error instanceof BadFilter) return defaultFindingsFilter;
    throw error;
  }
}

/** The filter of the address bar. A change is a new entry of the browser's history, and a new first page. */
export function useFindingsFilter(): [FindingsFilter, ChangeFilter] {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const asOf = useAsOf();
  const filter = useMemo(() => read(new URLSearchParams(parameters)), [parameters]);
  const change: ChangeFilter = (changed) => {
    const query = findingsSearchParams({ ...filter, cursor: null, ...changed });
    const address = query.size === 0 ? pathname : `${pathname}?${query}`;
    window.history.pushState(null, "", withAsOf(address, asOf));
  };
  return [filter, change];
}
