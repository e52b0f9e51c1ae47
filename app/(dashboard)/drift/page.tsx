import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { parseDriftFilter } from "#lib/api/drift-filter.ts";
import { driftOptions } from "#lib/api/drift-options.ts";
import { BadFilter } from "#lib/api/filters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getDrift } from "#lib/queries/drift.ts";
import { DriftView } from "./drift-view.tsx";

export const metadata: Metadata = { title: "Drift" };

export default async function DriftPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const filter = readFilter(given, parseDriftFilter);
  if (filter instanceof BadFilter)
    return <BadFilterState message={filter.message} href="/drift" label="Show all drift" />;
  const drift = await getDrift(localViewer, time.moment, filter);
  if (drift === null) notFound();
  return (
    <Seeded query={driftOptions(filter, time.asOf)} data={drift}>
      <DriftView filter={filter} />
    </Seeded>
  );
}
