import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { parseExceptionsFilter } from "#lib/api/exception-filter.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { exceptionsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listExceptions } from "#lib/queries/exceptions.ts";
import { ExceptionsView } from "./exceptions-view.tsx";

export const metadata: Metadata = { title: "Exceptions" };

export default async function ExceptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const filter = readFilter(given, parseExceptionsFilter);
  if (filter instanceof BadFilter)
    return <BadFilterState message={filter.message} href="/exceptions" label="Show exceptions in force" />;
  return (
    <Seeded
      query={exceptionsOptions(filter, time.asOf)}
      data={await listExceptions(localViewer, time.moment, filter)}
    >
      <ExceptionsView />
    </Seeded>
  );
}
