import type { Metadata } from "next";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { parseExceptionsFilter } from "#lib/api/exception-filter.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { exceptionsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listExceptions } from "#lib/queries/exceptions.ts";
import { ExceptionsView } from "./exceptions-view.tsx";

export const metadata: Metadata = { title: "Exceptions" };

export default async function ExceptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams, parseExceptionsFilter);
  if (filter instanceof BadFilter)
    return <BadFilterState message={filter.message} href="/exceptions" label="Show exceptions in force" />;
  return (
    <Seeded query={exceptionsOptions(filter)} data={await listExceptions(localViewer, filter)}>
      <ExceptionsView />
    </Seeded>
  );
}
