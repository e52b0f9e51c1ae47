"use client";

import { formatInstant, formatRelative } from "../format.ts";
import { useNow } from "./now.tsx";

/** An instant as a reader thinks of it, with the exact one in its title, which paper shows. */
export function Instant({ at, fallback = "never" }: { at: string | null; fallback?: string }) {
  const now = useNow();
  if (at === null) return <span>{fallback}</span>;
  return (
    <time dateTime={at} title={formatInstant(at)}>
      <span>{formatRelative(at, now)}</span>
    </time>
  );
}
