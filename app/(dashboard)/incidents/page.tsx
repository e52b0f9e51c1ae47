import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { incidentsOptions } from "#lib/api/record-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listIncidents } from "#lib/queries/incidents.ts";
import { IncidentsView } from "./incidents-view.tsx";

export const metadata: Metadata = { title: "Incidents" };

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  return (
    <Seeded query={incidentsOptions(time.asOf)} data={await listIncidents(localViewer, time.moment)}>
      <IncidentsView />
    </Seeded>
  );
}
