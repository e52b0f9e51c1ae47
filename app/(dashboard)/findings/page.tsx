import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter, parseFindingsFilter } from "#lib/api/filters.ts";
import { findingsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFindings } from "#lib/queries/findings.ts";
import { FindingsView } from "./findings-view.tsx";

export const metadata: Metadata = { title: "Findings" };

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const filter = readFilter(given, parseFindingsFilter);
  if (filter instanceof BadFilter) return <BadFilterState message={filter.message} />;
  return (
    <Seeded
      query={findingsOptions(filter, time.asOf)}
      data={await listFindings(localViewer, time.moment, filter)}
    >
      <FindingsView />
    </Seeded>
  );
}
