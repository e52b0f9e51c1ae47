"use client";

import { useAsOf } from "./as-of.tsx";

/** What a page shows that has no past, while the reader is in it; nothing at present. */
export function NoPastNote({ children }: { children: string }) {
  return useAsOf() === null ? null : <p role="note">{children}</p>;
}
