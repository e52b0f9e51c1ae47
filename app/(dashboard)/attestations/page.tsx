import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { attestationsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { AttestationsView } from "./attestations-view.tsx";

export const metadata: Metadata = { title: "Attestations" };

export default async function AttestationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  return (
    <Seeded query={attestationsOptions(time.asOf)} data={await listAttestations(localViewer, time.moment)}>
      <AttestationsView />
    </Seeded>
  );
}
