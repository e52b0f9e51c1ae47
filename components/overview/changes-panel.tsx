"use client";

import { useQuery } from "@tanstack/react-query";
import { changeKinds } from "#lib/api/compare-filter.ts";
import { recentChangesOptions } from "#lib/api/compare-options.ts";
import { changeWords, compareHref, momentAt } from "../compare/words.ts";
import { formatAsOf, formatCount, formatDate } from "../format.ts";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";

/**
 * What became of findings in the last days, in one line that leads to the comparison. It counts findings, which the
 * overview does not, and is asked for once that is there.
 */
export function ChangesPanel() {
  const asOf = useAsOf();
  const { data } = useQuery({ ...recentChangesOptions(asOf), throwOnError: false });
  if (data === undefined || data.counts === null) return null;
  const { counts, from } = data;
  const words = changeKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${formatCount(counts[kind])} ${changeWords[kind].name.toLowerCase()}`);
  const since = from.includes("T") ? formatDate(from) : formatAsOf(from);
  return (
    <Link href={compareHref({ from: momentAt(from) })}>
      Since {since}: {words.length === 0 ? "no finding changed" : words.join(", ")}
    </Link>
  );
}
