"use client";

import { formatDate, formatInstant, formatRelative } from "../format.ts";
import { useAsOf } from "./as-of.tsx";
import { useNow } from "./now.tsx";

/** An instant as a reader thinks of it (in the past its day: what was long ago is ambiguous there), with the exact one in its title, which paper shows. */
export function Instant({ at, fallback = "never" }: { at: string | null; fallback?: string }) {
  const now = useNow();
  const isPast = useAsOf() !== null;
  if (at === null) return <span>{fallback}</span>;
  return (
    <time dateTime={at} title={formatInstant(at)}>
      <span>{isPast ? formatDate(at) : formatRelative(at, now)}</span>
    </time>
  );
}
