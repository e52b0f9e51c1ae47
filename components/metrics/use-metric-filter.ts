"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import { BadFilter } from "#lib/api/filters.ts";
import {
  defaultMetricFilter,
  type MetricFilter,
  metricSearchParams,
  parseMetricFilter,
} from "#lib/api/metric-filter.ts";
import { useAsOf } from "../time/as-of.tsx";

/** What narrows the list of things, and not the scope. */
export const listFilters = { standing: null, reason: null, class: null, type: null, search: null } as const;

/** The address of this page with another filter; what is not named stays, but a list starts at its first page. */
export type AddressOf = (change: Partial<MetricFilter>) => string;

function read(parameters: URLSearchParams): MetricFilter {
  try {
    return parseMetricFilter(parameters);
  } catch (error) {
    // The server has said what is wrong with it; until the reader leaves, the default stands in.
    if (error instanceof BadFilter) return defaultMetricFilter;
    throw error;
  }
}

/** The filter of the address bar, the addresses of others, and the way to one of them. */
export function useMetricFilter(): [MetricFilter, AddressOf, (address: string) => void] {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const asOf = useAsOf();
  const filter = useMemo(() => read(new URLSearchParams(parameters)), [parameters]);
  const addressOf: AddressOf = (change) => {
    const query = metricSearchParams({ ...filter, cursor: null, ...change });
    return query.size === 0 ? pathname : `${pathname}?${query}`;
  };
  const go = (address: string) => window.history.pushState(null, "", withAsOf(address, asOf));
  return [filter, addressOf, go];
}
