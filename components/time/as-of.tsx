"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { parseAsOf } from "#lib/api/as-of.ts";
import { BadFilter } from "#lib/api/filters.ts";

const AsOf = createContext<string | null>(null);

function read(parameters: URLSearchParams): string | null {
  try {
    return parseAsOf(parameters)?.text ?? null;
  } catch (error) {
    // The page says what is wrong with it; the shell around it stays in the present.
    if (error instanceof BadFilter) return null;
    throw error;
  }
}

export function AsOfProvider({ children }: { children: ReactNode }) {
  const parameters = useSearchParams();
  const asOf = useMemo(() => read(new URLSearchParams(parameters)), [parameters]);
  return <AsOf value={asOf}>{children}</AsOf>;
}

/** The moment in the past that every page shows, as the address says it; null at present. */
export function useAsOf(): string | null {
  return useContext(AsOf);
}

/** This page at another moment; null for now. A page of a list is of its own moment: it starts at the first. */
export function useHere(): (asOf: string | null) => string {
  const pathname = usePathname();
  const parameters = useSearchParams();
  return (asOf) => {
    const query = new URLSearchParams(parameters);
    query.delete("cursor");
    query.delete("asOf");
    if (asOf !== null) query.set("asOf", asOf);
    return query.size === 0 ? pathname : `${pathname}?${query}`;
  };
}
