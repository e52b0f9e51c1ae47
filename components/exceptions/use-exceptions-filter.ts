"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import {
  defaultExceptionsFilter,
  type ExceptionsFilter,
  exceptionsSearchParams,
  parseExceptionsFilter,
} from "#lib/api/exception-filter.ts";
import { BadFilter } from "#lib/api/filters.ts";

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
  const filter = useMemo(() => read(new URLSearchParams(parameters)), [parameters]);
  const change = (changed: Partial<ExceptionsFilter>) => {
    const query = exceptionsSearchParams({ ...filter, ...changed }).toString();
    window.history.pushState(null, "", query === "" ? pathname : `${pathname}?${query}`);
  };
  return [filter, change];
}
