"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import {
  defaultExceptionsFilter,
  type ExceptionsFilter,
  exceptionsSearchParams,
  parseExceptionsFilter,
} from "#lib/api/exception-filter.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { useAsOf } from "../time/as-of.tsx";

function read(parameters: URLSearchParams): ExceptionsFilter {
  try {
    return parseExceptionsFilter(parameters);
  } catch (error) {
    // The server has said what is wrong with it; until the reader leaves, the default stands in.
    if (error instanceof BadFilter) return defaultExceptionsFilter;
    throw error;
  }
}

/** The filter of the address bar; a change is a new entry of the browser's history. */
export function useExceptionsFilter(): [ExceptionsFilter, (change: Partial<ExceptionsFilter>) => void] {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const asOf = useAsOf();
  const filter = useMemo(() => read(new URLSearchParams(parameters)), [parameters]);
  const change = (changed: Partial<ExceptionsFilter>) => {
    const query = exceptionsSearchParams({ ...filter, ...changed });
    const address = query.size === 0 ? pathname : `${pathname}?${query}`;
    window.history.pushState(null, "", withAsOf(address, asOf));
  };
  return [filter, change];
}
