import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadCompareState } from "#components/compare/bad-compare-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { parseCompareFilter } from "#lib/api/compare-filter.ts";
import { compareOptions } from "#lib/api/compare-options.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { compareMoments } from "#lib/queries/compare.ts";
import { CompareView } from "./compare-view.tsx";

export const metadata: Metadata = { title: "Compare" };

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const filter = readFilter(given, (parameters) => parseCompareFilter(parameters, time.moment.at));
  if (filter instanceof BadFilter) return <BadCompareState field={filter.field} message={filter.message} />;
  const compared = await compareMoments(localViewer, time.moment, filter);
  if (compared === null) notFound();
  return (
    <Seeded query={compareOptions(filter, time.asOf)} data={compared}>
      <CompareView filter={filter} />
    </Seeded>
  );
}
